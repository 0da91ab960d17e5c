package dev.clearcut.devservices;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What an application wants of its emulator, without Quarkus. */
record Settings(
    boolean enabled,
    boolean shared,
    int port,
    Optional<BigDecimal> credits,
    Optional<List<String>> options)
    implements EmulatorConfig {

  static Settings withCredits(String credits) {
    return new Settings(true, true, 0, Optional.of(new BigDecimal(credits)), Optional.empty());
  }
}
