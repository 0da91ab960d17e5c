package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.Sleeper;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.InvalidRequest;
import dev.clearcut.backgroundcut.BackgroundCutException.KeyRejected;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked.Reason;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Time is made here: nothing waits. */
class RetriesTest {

  private final List<Duration> waits = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final Sleeper sleeper =
      new Sleeper() {
        @Override
        public void sleep(Duration pause) {
          waits.add(pause);
          now = now.plus(pause);
        }
      };

  static Stream<BackgroundCutException> refusals() {
    return Stream.of(
        limited(Duration.ofSeconds(1)),
        limited(null),
        new NotAsked("process", Reason.TOO_OFTEN, Duration.ofMillis(30), null),
        new NotAsked("process", Reason.TOO_MANY_AT_A_TIME, Duration.ofSeconds(1), null));
  }

  static Stream<BackgroundCutException> ambiguities() {
    return Stream.of(
        new Unavailable("process", 500, "Internal error.", null),
        new Unavailable("process", 503, "Overloaded.", Duration.ofSeconds(1)),
        new Unavailable("process", 504, "Timed out.", null),
        new NoAnswer("process", "Reset.", null));
  }

  static Stream<BackgroundCutException> finalities() {
    return Stream.of(
        new InvalidRequest("process", 400, "Invalid."),
        new KeyRejected("process", "Invalid API key."),
        new InsufficientCredits("process", "Insufficient credits."),
        new NotThere("process", "File not found."),
        new NotAsked("process", Reason.VENDOR_DOWN, Duration.ofSeconds(5), null));
  }

  @ParameterizedTest
  @MethodSource({"refusals", "ambiguities"})
  void whatMayGetBetterIsAskedAgain(BackgroundCutException failure) {
    assertThat(call(failure)).isEqualTo("done");
    assertThat(retries(Map.of()).again(failure, 1, minutes(10))).isTrue();
  }

  @ParameterizedTest
  @MethodSource({"refusals", "ambiguities"})
  void whatCostsCreditsIsAskedOnce(BackgroundCutException failure) {
    Deque<BackgroundCutException> failures = queue(failure);

    assertThatThrownBy(() -> retries(Map.of()).once("process", () -> next(failures)))
        .isSameAs(failure);
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("finalities")
  void whatWillNotGetBetterIsNotAskedAgain(BackgroundCutException failure) {
    assertThatThrownBy(() -> call(failure)).isSameAs(failure);
    assertThat(retries(Map.of()).again(failure, 1, minutes(10))).isFalse();
    assertThat(waits).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"PT0S", "PT2S", "PT7S", "PT10S"})
  void theWaitIsNeverShorterThanTheVendorSaidNorMuchLonger(Duration hint) {
    call(limited(hint), limited(hint), limited(hint));

    assertThat(waits)
        .hasSize(3)
        .allSatisfy(
            wait -> assertThat(wait).isBetween(hint, hint.plus(hint.dividedBy(4)).plusMillis(1)));
  }

  @Test
  void withoutAHintTheWaitDoublesUpToALimit() {
    Retries retries = retries(Map.of("most", "7"));

    call(retries, minutes(10), 7);

    List<Long> bases = List.of(250L, 500L, 1000L, 2000L, 4000L, 8000L, 10_000L);
    for (int i = 0; i < bases.size(); i++) {
      assertThat(waits.get(i).toMillis()).isBetween(bases.get(i), bases.get(i) * 5 / 4);
    }
  }

  @Test
  void aLongHintIsPassedOnInsteadOfWaitedOut() {
    RateLimited failure = limited(Duration.ofSeconds(11));

    assertThatThrownBy(() -> call(failure)).isSameAs(failure);
    assertThat(waits).isEmpty();
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(11));
  }

  @Test
  void aWaitBeyondTheDeadlineIsNotBegun() {
    RateLimited failure = limited(Duration.ofSeconds(5));
    Deadline deadline = new Deadline(Duration.ofSeconds(5), () -> now);

    assertThatThrownBy(() -> call(retries(Map.of()), deadline, queue(failure))).isSameAs(failure);
    assertThat(waits).isEmpty();
  }

  @Test
  void theRepeatsEndAndTheFailureSaysHowManyTimesWasAsked() {
    assertThatThrownBy(() -> call(retries(Map.of()), minutes(10), 4))
        .isInstanceOfSatisfying(
            NoAnswer.class, failure -> assertThat(failure.attempts()).isEqualTo(4));
    assertThat(waits).hasSize(3);
  }

  @Test
  void allRequestsTogetherHaveABudgetOfRepeatsWhichSuccessesFill() {
    Retries retries = retries(Map.of("most", "1", "budget.size", "2", "budget.per-success", "0.5"));

    call(retries, minutes(10), 1); // 2 - 1 + 0.5
    call(retries, minutes(10), 1); // 1.5 - 1 + 0.5
    call(retries, minutes(10), 1); // 1 - 1 + 0.5
    assertThatThrownBy(() -> call(retries, minutes(10), 1)).isInstanceOf(NoAnswer.class);
    call(retries, minutes(10), 0); // 0.5 + 0.5
    call(retries, minutes(10), 1);

    assertThat(waits).hasSize(4);
  }

  private String call(BackgroundCutException... first) {
    return call(retries(Map.of()), minutes(10), queue(first));
  }

  private void call(Retries retries, Deadline deadline, int failures) {
    Deque<BackgroundCutException> queue = new ArrayDeque<>();
    for (int i = 0; i < failures; i++) {
      queue.add(new NoAnswer("upload", "Reset.", null));
    }
    call(retries, deadline, queue);
  }

  private static String call(
      Retries retries, Deadline deadline, Deque<BackgroundCutException> failures) {
    return retries.call("upload", deadline, () -> next(failures));
  }

  private static String next(Deque<BackgroundCutException> failures) {
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
    return "done";
  }

  private static Deque<BackgroundCutException> queue(BackgroundCutException... failures) {
    return new ArrayDeque<>(List.of(failures));
  }

  private Deadline minutes(int minutes) {
    return new Deadline(Duration.ofMinutes(minutes), () -> now);
  }

  private Retries retries(Map<String, String> settings) {
    SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(RetryConfig.class);
    settings.forEach(
        (key, value) -> builder.withDefaultValue("clearcut.backgroundcut.retry." + key, value));
    RetryConfig config = builder.build().getConfigMapping(RetryConfig.class);
    RetryBudget budget = new RetryBudget(config);
    return new Retries(
        config,
        budget,
        new VendorLimits(),
        new FailureMapper(new ObjectMapper(), () -> now),
        sleeper,
        new VendorMetrics(new SimpleMeterRegistry(), budget));
  }

  private static RateLimited limited(Duration wait) {
    return new RateLimited("process", "Rate limit exceeded.", wait);
  }
}
