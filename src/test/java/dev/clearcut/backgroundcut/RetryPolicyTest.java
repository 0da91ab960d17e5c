package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import java.time.Duration;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

  private final SurelyNotDone paid = new SurelyNotDone();
  private final WorthRepeating free = new WorthRepeating();
  private final RetryAfterBackoff backoff = new RetryAfterBackoff();

  @Test
  void aPaidCallIsRepeatedOnlyWhenNothingWasDone() {
    assertThat(paid.test(limited(Duration.ofSeconds(1)))).isTrue();
    assertThat(paid.test(new Unavailable("process", 503, "Overloaded.", null))).isFalse();
    assertThat(paid.test(new NoAnswer("process", "Timed out.", null))).isFalse();
    assertThat(paid.test(new TimeoutException())).isFalse();
    assertThat(paid.test(new InsufficientCredits("process", "None."))).isFalse();
  }

  @Test
  void aFreeCallIsRepeatedAfterEveryPassingFailure() {
    assertThat(free.test(limited(Duration.ofSeconds(1)))).isTrue();
    assertThat(free.test(new Unavailable("upload", 503, "Overloaded.", null))).isTrue();
    assertThat(free.test(new NoAnswer("upload", "Timed out.", null))).isTrue();
    assertThat(free.test(new TimeoutException())).isTrue();
    assertThat(free.test(new InsufficientCredits("upload", "None."))).isFalse();
  }

  @Test
  void aLongWaitIsPassedOnInsteadOfWaitedOut() {
    assertThat(paid.test(limited(Duration.ofMinutes(5)))).isFalse();
    assertThat(free.test(limited(Duration.ofMinutes(5)))).isFalse();
  }

  @Test
  void theWaitIsNeverShorterThanTheVendorSaid() {
    backoff.init(0);

    for (int i = 0; i < 100; i++) {
      assertThat(backoff.nextDelayInMillis(limited(Duration.ofSeconds(2)))).isBetween(2000L, 2500L);
    }
  }

  @Test
  void withoutAHintTheWaitDoublesUpToALimit() {
    backoff.init(0);
    RuntimeException failure = new NoAnswer("upload", "Timed out.", null);

    assertThat(backoff.nextDelayInMillis(failure)).isBetween(250L, 313L);
    assertThat(backoff.nextDelayInMillis(failure)).isBetween(500L, 625L);
    assertThat(backoff.nextDelayInMillis(failure)).isBetween(1000L, 1250L);
    for (int i = 0; i < 20; i++) {
      assertThat(backoff.nextDelayInMillis(failure)).isLessThanOrEqualTo(12_500L);
    }
  }

  private static RateLimited limited(Duration wait) {
    return new RateLimited("process", "Rate limit exceeded.", wait);
  }
}
