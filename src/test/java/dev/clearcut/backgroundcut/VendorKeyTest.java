package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What readiness knows of our key. */
class VendorKeyTest {

  private Instant now = Instant.parse("2026-11-21T06:00:00Z");

  private final VendorKey key =
      new VendorKey(
          () -> now,
          new SmallRyeConfigBuilder()
              .withMapping(BackgroundCutConfig.class)
              .withConverter(MemorySize.class, 100, new MemorySizeConverter())
              .withDefaultValue("clearcut.backgroundcut.api-key", "none")
              .build()
              .getConfigMapping(BackgroundCutConfig.class));

  @Test
  void isTakenForGoodUntilItIsRejected() {
    assertThat(key.isRejected()).isFalse();

    key.answered(new BackgroundCutException.KeyRejected("upload", "Invalid API key"));

    assertThat(key.isRejected()).isTrue();
  }

  @Test
  void isGoodAgainAfterASuccess() {
    key.answered(new BackgroundCutException.KeyRejected("upload", "Invalid API key"));
    key.accepted();

    assertThat(key.isRejected()).isFalse();
  }

  @Test
  void isGoodAgainAfterARefusalForAnotherReason() {
    key.answered(new BackgroundCutException.KeyRejected("upload", "Invalid API key"));
    key.answered(new BackgroundCutException.InsufficientCredits("process", "No credits"));

    assertThat(key.isRejected()).isFalse();
  }

  @Test
  void isNotGoodAgainBecauseTheVendorFails() {
    key.answered(new BackgroundCutException.KeyRejected("upload", "Invalid API key"));
    key.answered(new BackgroundCutException.Unavailable("process", 503, "Down", null));

    assertThat(key.isRejected()).isTrue();
  }

  @Test
  void isTriedAgainAfterAWhile() {
    key.answered(new BackgroundCutException.KeyRejected("upload", "Invalid API key"));
    now = now.plusSeconds(60);

    assertThat(key.isRejected()).isFalse();
  }
}
