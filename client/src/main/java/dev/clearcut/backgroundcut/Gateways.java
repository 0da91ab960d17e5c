package dev.clearcut.backgroundcut;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What both gateways do: repeat what is free, and put a file where it is wanted. */
final class Gateways {

  /** Repeats of one free call. */
  static final int MOST = 3;

  /** When free calls are repeated. */
  static final RepeatRule RULE =
      new RepeatRule(MOST, Duration.ofMillis(250), Duration.ofSeconds(10), Duration.ofSeconds(10));

  private Gateways() {}

  /**
   * Makes a call until there is a result.
   *
   * @throws BackgroundCutException the last failure, with the number of attempts
   */
  static <T> T repeated(Supplier<T> call) {
    for (int attempts = 1; ; attempts++) {
      try {
        return call.get();
      } catch (BackgroundCutException failure) {
        failure.after(attempts);
        Optional<Duration> wait = RULE.leastWait(failure, attempts).map(RepeatRule::withJitter);
        CarefulProcess.sleep(wait.orElseThrow(() -> failure));
      }
    }
  }

  /**
   * Puts a whole file where it is wanted, at once and in the place of what is there. Temporary
   * files are readable by their owner alone, which this one is not.
   */
  static void move(Path from, Path to) {
    Path part = to.resolveSibling(to.getFileName() + ".part");
    try {
      try (InputStream bytes = Files.newInputStream(from)) {
        Files.copy(bytes, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING);
      Files.delete(from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
