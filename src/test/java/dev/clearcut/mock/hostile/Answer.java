package dev.clearcut.mock.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The answer to a request.
 *
 * @param headers by their names, in any case
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

  private static final String LENGTH = "Content-Length";
  private static final String END_OF_HEAD = "\r\n\r\n";

  /** The body as UTF-8. */
  public String text() {
    return new String(body, UTF_8);
  }

  static boolean isComplete(byte[] received) {
    return parse(received)
        .filter(
            answer ->
                answer.headers.containsKey(LENGTH)
                    && answer.body.length >= Integer.parseInt(answer.headers.get(LENGTH)))
        .isPresent();
  }

  private static byte[] content(Map<String, String> headers, byte[] raw) {
    return headers.containsKey("Transfer-Encoding") ? withoutChunks(raw) : raw;
  }

  private static byte[] withoutChunks(byte[] raw) {
    String text = new String(raw, ISO_8859_1);
    StringBuilder content = new StringBuilder();
    int at = 0;
    for (int end = text.indexOf("\r\n"); end >= 0; end = text.indexOf("\r\n", at)) {
      int length = Integer.parseInt(text.substring(at, end), 16);
      int start = end + 2;
      content.append(text, start, Math.min(text.length(), start + length));
      at = length == 0 ? text.length() : start + length + 2;
    }
    return content.toString().getBytes(ISO_8859_1);
  }

  static Optional<Answer> parse(byte[] received) {
    String text = new String(received, ISO_8859_1);
    int end = text.indexOf(END_OF_HEAD);
    if (end < 0) {
      return Optional.empty();
    }
    String[] head = text.substring(0, end).split("\r\n");
    int status = Integer.parseInt(head[0].split(" ")[1]);
    if (status == 100) {
      return parse(Arrays.copyOfRange(received, end + END_OF_HEAD.length(), received.length));
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : Arrays.copyOfRange(head, 1, head.length)) {
      headers.put(
          line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1).strip());
    }
    return Optional.of(
        new Answer(
            status,
            headers,
            content(
                headers,
                Arrays.copyOfRange(received, end + END_OF_HEAD.length(), received.length))));
  }
}
