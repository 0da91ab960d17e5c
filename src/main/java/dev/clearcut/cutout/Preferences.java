package dev.clearcut.cutout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a caller would like to be answered (RFC 7240). What is not known here is ignored, as the RFC
 * has it.
 *
 * @param respondAsync whether the answer need not wait for the work
 * @param longest how long the caller waits at most
 */
public record Preferences(boolean respondAsync, Optional<Duration> longest) {

  /** Seconds; more digits than these are for ever. */
  private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?(\\d{1,9})\"?");

  private static final Pattern SEPARATOR = Pattern.compile("\\s*,\\s*");

  /** Reads the {@code Prefer} headers; the first of each preference counts. */
  public static Preferences of(List<String> headers) {
    boolean respondAsync = false;
    Optional<Duration> longest = Optional.empty();
    for (String preference : headers.stream().flatMap(SEPARATOR::splitAsStream).toList()) {
      String word = preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      respondAsync |= word.equals("respond-async");
      Matcher seconds = WAIT.matcher(word);
      if (longest.isEmpty() && seconds.matches()) {
        longest = Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1))));
      }
    }
    return new Preferences(respondAsync, longest);
  }

  /** Whether the caller may be answered before the work is done. */
  boolean mayBeAccepted() {
    return respondAsync || longest.isPresent();
  }

  /** How long to wait for the work: not at all, or as long as was said. */
  public Duration patience(Duration most) {
    Duration wanted = longest.orElse(Duration.ZERO);
    return wanted.compareTo(most) < 0 ? wanted : most;
  }

  /** For {@code Preference-Applied}. */
  @Override
  public String toString() {
    List<String> applied = new ArrayList<>();
    if (respondAsync) {
      applied.add("respond-async");
    }
    longest.ifPresent(seconds -> applied.add("wait=" + seconds.toSeconds()));
    return String.join(", ", applied);
  }
}
