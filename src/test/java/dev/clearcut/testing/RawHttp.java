package dev.clearcut.testing;

import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests as bytes, and whatever comes back, for what HTTP clients hide. */
public final class RawHttp {

  /** How a connection ended. */
  public enum End {
    CLOSED,
    RESET,
    OPEN
  }

  /**
   * What came back.
   *
   * @param text of all bytes, as Latin-1
   */
  public record Reply(String text, End end) {

    /** The status in the first line; 0 when nothing came. */
    public int status() {
      return text.isEmpty() ? 0 : Integer.parseInt(text.split(" ", 3)[1]);
    }

    /** Everything behind the head. */
    public String body() {
      int head = text.indexOf("\r\n\r\n");
      return head < 0 ? "" : text.substring(head + 4);
    }

    /** What the head says of the body's length. */
    public int announcedLength() {
      return text.lines()
          .filter(line -> line.toLowerCase().startsWith("content-length:"))
          .map(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
          .findFirst()
          .orElse(-1);
    }
  }

  /** For what is there already. */
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  private RawHttp() {}

  /** Posts JSON with an API key. */
  public static Reply postJson(String path, String key, String json) {
    return postJson(path, key, json, Patience.HUNG);
  }

  /** Posts JSON with an API key. */
  public static Reply postJson(String path, String key, String json, Duration patience) {
    byte[] body = utf8(json);
    return exchange(jsonHead(path, key, body.length), body, patience);
  }

  /** Posts JSON with an API key, and goes away when something has happened. */
  public static Reply postJsonUntil(Runnable happened, String path, String key, String json) {
    byte[] body = utf8(json);
    return exchange(jsonHead(path, key, body.length), body, happened, A_MOMENT);
  }

  /** Posts JSON with an API key, and closes the connection without waiting for an answer. */
  public static void postJsonAndLeave(String path, String key, String json) {
    byte[] body = utf8(json);
    sendAndLeave(jsonHead(path, key, body.length), body);
  }

  /** Sends a head and a body, and closes the connection without waiting for an answer. */
  public static void sendAndLeave(String head, byte[] body) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      send(socket, head, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of a request with a JSON body. */
  public static String jsonHead(String path, String key, int length) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Token %s\r\n".formatted(path, key)
        + "Content-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
            .formatted(length);
  }

  /** Gets a URL of this application. */
  public static Reply get(String url) {
    return exchange(
        "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            .formatted(URI.create(url).getRawPath()),
        new byte[0]);
  }

  /** Sends a head and a body, and reads until the connection ends. */
  public static Reply exchange(String head, byte[] body) {
    return exchange(head, body, Patience.HUNG);
  }

  /** Sends a head and a body, and reads until the connection ends or patience does. */
  public static Reply exchange(String head, byte[] body, Duration patience) {
    return exchange(head, body, () -> {}, patience);
  }

  private static Reply exchange(String head, byte[] body, Runnable happened, Duration patience) {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    End end = End.CLOSED;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
      socket.setSoTimeout((int) patience.toMillis());
      send(socket, head, body);
      happened.run();
      InputStream in = socket.getInputStream();
      for (int octet = in.read(); octet >= 0; octet = in.read()) {
        received.write(octet);
      }
    } catch (SocketTimeoutException e) {
      end = End.OPEN;
    } catch (SocketException e) {
      end = End.RESET;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Reply(received.toString(StandardCharsets.ISO_8859_1), end);
  }

  private static void send(Socket socket, String head, byte[] body) throws IOException {
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().write(body);
    socket.getOutputStream().flush();
  }

  private static byte[] utf8(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }
}
