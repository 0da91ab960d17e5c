package dev.clearcut.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often a caller may call. */
class BucketsTest {

  private Instant now = Instant.parse("2026-11-21T06:00:00Z");

  @Test
  void aCallerMayMakeAsManyRequestsAtOnceAsTheLimitSays() {
    Buckets buckets = buckets(Map.of("requests", "2"));

    assertThat(buckets.take("shop").isConsumed()).isTrue();
    assertThat(buckets.take("shop").getRemainingTokens()).isZero();
    assertThat(buckets.take("shop").isConsumed()).isFalse();
  }

  @Test
  void otherCallersAreNotConcerned() {
    Buckets buckets = buckets(Map.of("requests", "1"));
    buckets.take("shop");

    assertThat(buckets.take("other").isConsumed()).isTrue();
  }

  @Test
  void theBucketFillsEvenly() {
    Buckets buckets = buckets(Map.of("requests", "2", "per", "PT1M"));
    buckets.take("shop");
    buckets.take("shop");

    assertThat(Duration.ofNanos(buckets.take("shop").getNanosToWaitForRefill())).hasSeconds(30);
    now = now.plusSeconds(30);

    assertThat(buckets.take("shop").isConsumed()).isTrue();
    assertThat(buckets.take("shop").isConsumed()).isFalse();
  }

  @Test
  void whoWasNotSeenForLongestIsForgotten() {
    Buckets buckets = buckets(Map.of("requests", "1", "callers", "2"));
    buckets.take("a");
    buckets.take("b");
    buckets.take("a");
    buckets.take("c");

    assertThat(buckets.take("a").isConsumed()).isFalse();
    assertThat(buckets.take("b").isConsumed()).isTrue();
  }

  @Test
  void withoutALimitThereIsNone() {
    assertThat(buckets(Map.of()).unlimited()).isTrue();
  }

  @Test
  void whatMakesNoSenseIsNamedByItsKey() {
    assertThatThrownBy(() -> buckets(Map.of("requests", "-1")))
        .hasMessageContaining("clearcut.access.rate-limit.requests must be");
    assertThatThrownBy(() -> buckets(Map.of("per", "PT0S")))
        .hasMessageContaining("clearcut.access.rate-limit.per must be");
    assertThatThrownBy(() -> buckets(Map.of("callers", "0")))
        .hasMessageContaining("clearcut.access.rate-limit.callers must be");
  }

  private Buckets buckets(Map<String, String> settings) {
    SmallRyeConfigBuilder config = new SmallRyeConfigBuilder().withMapping(AccessConfig.class);
    settings.forEach(
        (key, value) -> config.withDefaultValue("clearcut.access.rate-limit." + key, value));
    return new Buckets(config.build().getConfigMapping(AccessConfig.class), () -> now);
  }
}
