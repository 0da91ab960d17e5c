package dev.clearcut.mock.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * A request that somebody should not have sent.
 *
 * @param what is wrong with it
 * @param verb of the operation
 * @param path of the operation, with query
 * @param authorization header; empty for none
 * @param contentType header; empty for none
 * @param body as it goes over the wire
 */
public record Request(
    String what, String verb, String path, String authorization, String contentType, byte[] body) {

  /** A request of the key or path dialect. */
  static Request token(String what, String path, String key, String type, byte[] body) {
    return new Request(what, "POST", path, "Token " + key, type, body);
  }

  /** A request of the filename dialect. */
  static Request bearer(String what, String path, String key, String type, byte[] body) {
    return new Request(what, "POST", path, "Bearer " + key, type, body);
  }

  /** The whole request. */
  public byte[] bytes() {
    StringBuilder head = new StringBuilder();
    head.append(verb).append(' ').append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
    if (!authorization.isEmpty()) {
      head.append("Authorization: ").append(authorization).append("\r\n");
    }
    if (!contentType.isEmpty()) {
      head.append("Content-Type: ").append(contentType).append("\r\n");
    }
    head.append("Connection: close\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    String shown = new String(body, UTF_8).replaceAll("[^ -~]", ".");
    return what
        + ": "
        + verb
        + " "
        + path
        + " "
        + contentType
        + " "
        + (shown.length() > 200 ? shown.substring(0, 200) + "…" : shown);
  }
}
