package dev.clearcut.mock.exchange;

import dev.clearcut.strict.FormRules;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches the bytes of a form for heads of parts that the decoder would read wrongly, or not show:
 * it takes lines that end in LF alone, and leaves texts encoded.
 */
final class PartHeads {

  private static final int LONGEST_HEAD = 16 * 1024;
  private static final Pattern FOLD = Pattern.compile("\n[ \t]+");
  private static final Pattern NAME = Pattern.compile("[;\\s]name=\"?([^\";\n]*)");

  private final byte[] delimiter;
  private final StringBuilder head = new StringBuilder();

  /** How much of the delimiter came; the first line has no line break before it. */
  private int matched = 1;

  private byte before = '\n';
  private boolean whole = true;
  private boolean inHead;
  private boolean over;
  private String objection;

  PartHeads(String boundary) {
    delimiter = ("\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Takes the next bytes. */
  void watch(Buffer bytes) {
    for (byte octet : bytes.getBytes()) {
      if (over) {
        return;
      }
      if (inHead) {
        readHead(octet);
      } else {
        readContent(octet);
      }
      before = octet;
    }
  }

  /** What is wrong with the form so far. */
  Optional<String> objection() {
    return Optional.ofNullable(objection);
  }

  private void readContent(byte octet) {
    if (octet == '\n') {
      matched = 1;
      whole = before == '\r';
    } else {
      matched = matched > 0 && octet == delimiter[matched] ? matched + 1 : 0;
      if (matched == delimiter.length) {
        matched = 0;
        inHead = true;
        head.setLength(0);
        if (!whole) {
          object(FormRules.NO_PARTS);
        }
      }
    }
  }

  /** The rest of the line of the delimiter, lines, and an empty one; without their CR. */
  private void readHead(byte octet) {
    if (octet == '\n' && before != '\r') {
      object(FormRules.NO_PARTS);
    } else if (octet == '\n') {
      boolean empty = head.length() > 0 && head.charAt(head.length() - 1) == '\n';
      head.append('\n');
      if (empty) {
        check(FOLD.matcher(head).replaceAll(" "));
        inHead = false;
        matched = 1;
        whole = true;
      }
    } else if (octet != '\r' && head.length() < LONGEST_HEAD) {
      head.append((char) (octet & 0xFF));
    }
    over |= head.length() == 2 && head.toString().equals("--");
  }

  private void check(String lines) {
    Matcher name = NAME.matcher(lines);
    FormRules.objection(
            name.find() ? name.group(1) : "",
            header(lines, "Content-Transfer-Encoding"),
            header(lines, "Content-Type"))
        .ifPresent(this::object);
  }

  private static String header(String lines, String name) {
    return lines
        .lines()
        .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse(null);
  }

  private void object(String sentence) {
    objection = sentence;
    over = true;
  }
}
