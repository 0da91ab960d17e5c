package dev.clearcut.archive;

import dev.clearcut.download.FileName;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of the files of one archive: safe and different on every file system. The same wishes
 * in the same order get the same names.
 *
 * <p>A name has no folder, since what is a file in one name could be a folder in another: the parts
 * of a path are joined by dashes. Two names differ in more than case, and in more than how their
 * accents are written.
 */
public final class EntryNames {

  /** In bytes of UTF-8: what file systems take. */
  static final int LONGEST = 255;

  private static final String NAMELESS = "file";
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]+");

  /** What Windows does not take in a name. */
  private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"|?*]");

  /** What is hidden, or what Windows leaves out, so that another name is left. */
  private static final Pattern START = Pattern.compile("^[\\s.]+");

  private static final Pattern END = Pattern.compile("[\\s.]+$");

  /** Devices of Windows, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\\..*)?");

  private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

  private final Set<String> taken = new HashSet<>();

  /** The last number that was given to a name which was wished for more than once. */
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * No names so far.
   *
   * @param reserved names that are in the archive anyway, such as that of its list
   */
  public EntryNames(String... reserved) {
    for (String name : reserved) {
      taken.add(key(name));
    }
  }

  /**
   * The name for the next file: as wished for when that can be, with a number before the extension
   * when it is taken, such as {@code photo-2.png}.
   *
   * @param wished anything, such as what a caller called a file
   */
  public String next(String wished) {
    String name = safe(wished);
    if (taken.add(key(name))) {
      return name;
    }
    String wish = key(name);
    int number = numbers.getOrDefault(wish, 1);
    String numbered;
    do {
      number++;
      numbered = fitted(name, "-" + number);
    } while (!taken.add(key(numbered)));
    numbers.put(wish, number);
    return numbered;
  }

  private static String safe(String wished) {
    String joined =
        Arrays.stream(SEPARATOR.split(wished))
            .map(FileName::of)
            .map(part -> FORBIDDEN.matcher(part).replaceAll("_"))
            .map(part -> START.matcher(part).replaceAll(""))
            .map(part -> END.matcher(part).replaceAll(""))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("-"));
    String name = joined.isEmpty() ? NAMELESS : Normalizer.normalize(joined, Normalizer.Form.NFC);
    return fitted(DEVICE.matcher(name).matches() ? "_" + name : name, "");
  }

  /** The name with a suffix before its extension, cut between letters where it is too long. */
  private static String fitted(String name, String suffix) {
    var extension = EXTENSION.matcher(name);
    boolean has = extension.find() && extension.start() > 0;
    String stem = has ? name.substring(0, extension.start()) : name;
    String end = suffix + (has ? extension.group() : "");
    int room = LONGEST - end.length();
    while (length(stem) > room) {
      stem =
          END.matcher(stem.substring(0, stem.offsetByCodePoints(stem.length(), -1))).replaceAll("");
    }
    return stem + end;
  }

  private static int length(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** What file systems that do not tell letters apart make of a name. */
  private static String key(String name) {
    return Normalizer.normalize(
        name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }
}
