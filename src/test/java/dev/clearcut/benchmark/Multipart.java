package dev.clearcut.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A form with one file, as it goes over the wire: a head, the bytes of the file, a tail. */
final class Multipart {

  private static final String BOUNDARY = "----a-boundary";

  static final String MEDIA_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  static final byte[] TAIL = bytes("\r\n--%s--\r\n".formatted(BOUNDARY));

  private Multipart() {}

  /** All that comes before the bytes of the file. */
  static byte[] head(Map<String, String> fields, String file) {
    StringBuilder head = new StringBuilder();
    fields.forEach(
        (name, value) ->
            head.append(
                """
                --%s\r
                Content-Disposition: form-data; name="%s"\r
                \r
                %s\r
                """
                    .formatted(BOUNDARY, name, value)));
    head.append(
        """
        --%s\r
        Content-Disposition: form-data; name="%s"; filename="photo"\r
        Content-Type: application/octet-stream\r
        \r
        """
            .formatted(BOUNDARY, file));
    return bytes(head.toString());
  }

  static byte[] form(Map<String, String> fields, String file, byte[] content) {
    ByteArrayOutputStream form = new ByteArrayOutputStream(content.length + 512);
    form.writeBytes(head(fields, file));
    form.writeBytes(content);
    form.writeBytes(TAIL);
    return form.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
