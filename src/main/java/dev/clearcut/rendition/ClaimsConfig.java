package dev.clearcut.rendition;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How requests for the same result agree on who pays for it. */
@ConfigMapping(prefix = "clearcut.claims")
public interface ClaimsConfig {

  /**
   * How long a request waits for a result that another one is having made, or whose paid call the
   * vendor may still run.
   */
  @WithDefault("PT1M")
  Duration patience();

  /**
   * How much longer than its own time limit a paid call whose end nobody has seen counts as
   * running, from when it was last sent. So long its results are looked for before anything is paid
   * again.
   */
  @WithDefault("PT1M")
  Duration grace();

  /**
   * How long a paid call whose end nobody has seen counts as running, from when it was last sent.
   * Not set, it is the call's time limit plus the grace, which is certain. A shorter time brings
   * lost results sooner; a call that the vendor still runs when it is over is paid twice.
   */
  Optional<Duration> unseenCallLimit();

  /**
   * How often one of the replicas looks for what holders that died have left; {@code off} for
   * never.
   */
  @WithDefault("10s")
  String sweepEvery();
}
