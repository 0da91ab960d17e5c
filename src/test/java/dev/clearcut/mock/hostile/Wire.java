package dev.clearcut.mock.hostile;

import dev.clearcut.testing.Patience;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Optional;

/** HTTP as bytes on a socket, for requests that no client would send. */
public final class Wire {

  private Wire() {}

  /**
   * Sends a request, ends the stream if told so, and reads one answer.
   *
   * @param half whether the client stops sending for good, so that a body that was promised and not
   *     sent does not keep the server waiting
   * @return empty when the server closed the connection without an answer, or left it hanging
   */
  public static Optional<Answer> send(byte[] request, boolean half) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout((int) Patience.HUNG.toMillis());
      write(socket, request);
      if (half) {
        socket.shutdownOutput();
      }
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        received.write(buffer, 0, read);
        if (Answer.isComplete(received.toByteArray())) {
          break;
        }
      }
    } catch (SocketTimeoutException hanging) {
      return Optional.empty();
    } catch (SocketException closed) {
      // what came before is the answer
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answer.parse(received.toByteArray());
  }

  /** A server may answer, and close, before it has read everything. */
  private static void write(Socket socket, byte[] request) throws IOException {
    try {
      socket.getOutputStream().write(request);
    } catch (SocketException answeredEarly) {
      // then there is an answer to read
    }
  }
}
