package dev.clearcut.generated;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request as it goes over the wire.
 *
 * @param target path and query, encoded
 */
record GeneratedRequest(String verb, String target, Map<String, String> headers, byte[] body) {

  private static final int SHOWN = 300;

  byte[] bytes() {
    String lines =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
            .collect(Collectors.joining());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(verb, target, body.length, lines)
            .getBytes(ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    String text = new String(body, UTF_8).replaceAll("[^ -~]", ".");
    return "%s %s %s %s"
        .formatted(verb, target, headers, text.substring(0, Math.min(SHOWN, text.length())));
  }
}
