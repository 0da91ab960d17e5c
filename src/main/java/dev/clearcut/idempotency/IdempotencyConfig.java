package dev.clearcut.idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long answers are kept for callers that send the same request again. */
@ConfigMapping(prefix = "clearcut.idempotency")
interface IdempotencyConfig {

  /** How long an answer is kept for its {@code Idempotency-Key}. */
  @WithDefault("PT24H")
  Duration keep();

  /** How long a key is in use by a request that never ended, because its replica died. */
  @WithDefault("PT1M")
  Duration lock();

  /** How often keys are swept that are kept no longer; {@code off} for never. */
  @WithDefault("1h")
  String sweepEvery();
}
