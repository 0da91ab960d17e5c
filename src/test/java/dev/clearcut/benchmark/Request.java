package dev.clearcut.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request as it goes over the wire, made once and sent many times. */
record Request(byte[] bytes) {

  /** A GET, with header lines such as {@code "Accept: text/plain"}. */
  static Request get(String path, String... headers) {
    String lines = Stream.of(headers).map(line -> line + "\r\n").collect(Collectors.joining());
    return new Request(
        "GET %s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
            .formatted(path, lines)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** A POST; without an Authorization header when {@code authorization} is null. */
  static Request post(String path, String authorization, String mediaType, byte[] body) {
    return of("POST", path, authorization, mediaType, body);
  }

  /** A PUT. */
  static Request put(String path, String authorization, String mediaType, byte[] body) {
    return of("PUT", path, authorization, mediaType, body);
  }

  private static Request of(
      String method, String path, String authorization, String mediaType, byte[] body) {
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\n%sContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                method,
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
