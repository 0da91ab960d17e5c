package dev.clearcut.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A request as it goes over the wire, made once and sent many times. */
record Request(byte[] bytes) {

  static Request get(String path) {
    return new Request(
        "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
            .formatted(path)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** A POST; without an Authorization header when {@code authorization} is null. */
  static Request post(String path, String authorization, String mediaType, byte[] body) {
    String head =
        "POST %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                path,
                authorization == null ? "" : "Authorization: " + authorization + "\r\n",
                mediaType,
                body.length);
    ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length);
    whole.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(body);
    return new Request(whole.toByteArray());
  }
}
