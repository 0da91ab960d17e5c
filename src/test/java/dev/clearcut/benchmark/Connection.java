package dev.clearcut.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A keep-alive connection. It knows as much of HTTP/1.1 as the two servers speak here, so that the
 * load takes little of the processors that it shares with them.
 */
final class Connection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 60_000;
  private static final int EXCERPT = 120;

  record Answer(int status, byte[] body) {

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The beginning of the text, without tags, in one line: it may go into a table. */
    private String excerpt() {
      String line = text().replaceAll("(<[^>]*>|\\s)+", " ").strip();
      return line.substring(0, Math.min(line.length(), EXCERPT));
    }

    /** This answer if it is a 200. */
    Answer ok() throws IOException {
      return expect(200);
    }

    /** This answer if it has that status. */
    Answer expect(int wanted) throws IOException {
      if (status != wanted) {
        throw new IOException("Answered %d: %s".formatted(status, excerpt()));
      }
      return this;
    }
  }

  private final Socket socket;
  private final InputStream in;

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  Answer send(Request request) throws IOException {
    socket.getOutputStream().write(request.bytes());
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      } else if (header.regionMatches(true, 0, "transfer-encoding:", 0, 18)) {
        throw new IOException("A chunked answer, which is not expected here");
      }
    }
    return new Answer(status, in.readNBytes(length));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The server has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
