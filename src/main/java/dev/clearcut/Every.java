package dev.clearcut;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.util.Optional;

/** How often something is done, as a setting has it. */
public final class Every {

  private Every() {}

  /**
   * Reads a setting.
   *
   * @param setting such as {@code 30s} or {@code PT30S}, or {@code off}
   * @return empty when it is switched off
   */
  public static Optional<Duration> of(String setting) {
    return setting.equals("off")
        ? Optional.empty()
        : Optional.of(DurationConverter.parseDuration(setting));
  }
}
