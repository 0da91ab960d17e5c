package dev.clearcut.strict;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the parts of a form may be written, whichever library reads it. What is left out here, the
 * libraries read in different ways or take for the bytes themselves.
 */
public final class FormRules {

  /**
   * What is said of a form whose lines end in LF alone, or that has no parts for another reason.
   */
  public static final String NO_PARTS =
      "The form has no part that can be read: its lines must end in CR LF, and its boundary must be"
          + " the one of Content-Type. curl -F makes such forms.";

  private static final Set<String> ENCODINGS = Set.of("7bit", "8bit", "binary");

  /** In each of them, what is ASCII is one byte a letter. */
  private static final Set<String> CHARSETS = Set.of("utf-8", "us-ascii", "iso-8859-1");

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";,\\s]*)", Pattern.CASE_INSENSITIVE);

  private FormRules() {}

  /**
   * What is wrong with the head of a part.
   *
   * @param part its name
   * @param transferEncoding the header {@code Content-Transfer-Encoding}, or null
   * @param contentType the header {@code Content-Type}, or null
   */
  public static Optional<String> objection(
      String part, String transferEncoding, String contentType) {
    if (transferEncoding != null
        && !ENCODINGS.contains(transferEncoding.strip().toLowerCase(Locale.ROOT))) {
      return Optional.of(
          "The part %s comes in the transfer encoding %s. Send its bytes as they are, without Content-Transfer-Encoding."
              .formatted(Spelling.shown(part), Spelling.shown(transferEncoding)));
    }
    Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
    return charset.find() && !CHARSETS.contains(charset.group(1).toLowerCase(Locale.ROOT))
        ? Optional.of(
            "The part %s comes in the charset %s. Send texts in UTF-8."
                .formatted(Spelling.shown(part), Spelling.shown(charset.group(1))))
        : Optional.empty();
  }
}
