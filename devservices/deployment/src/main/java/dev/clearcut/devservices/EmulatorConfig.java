package dev.clearcut.devservices;

import io.quarkus.runtime.annotations.ConfigPhase;
import io.quarkus.runtime.annotations.ConfigRoot;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The emulator of BackgroundCut in dev and test mode. */
@ConfigMapping(prefix = "quarkus.backgroundcut.devservices")
@ConfigRoot(phase = ConfigPhase.BUILD_TIME)
public interface EmulatorConfig {

  /** Whether an emulator is started when the application names no URL of the vendor. */
  @WithDefault("true")
  boolean enabled();

  /**
   * Whether applications in dev mode use one emulator together, if they want the same port, credits
   * and options of it. Each has an account of its own. The emulator ends with the application that
   * started it. Tests have an emulator of their own.
   */
  @WithDefault("true")
  boolean shared();

  /** Where the emulator listens, on the loopback interface. A free port when this is 0. */
  @WithDefault("0")
  int port();

  /** Credits of each new account. 1000 when this is not set. */
  Optional<BigDecimal> credits();

  /**
   * Options of the emulator's JVM, and settings of the emulator as system properties, such as
   * {@code -Dclearcut.mock.strict=true}.
   */
  Optional<List<String>> options();
}
