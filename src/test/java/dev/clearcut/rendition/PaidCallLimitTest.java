package dev.clearcut.rendition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.backgroundcut.ScriptedVendor;
import dev.clearcut.testing.VirtualTime;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How long an unseen call counts as running, and which settings the service does not start with.
 */
class PaidCallLimitTest {

  private static final String TIMEOUT =
      "dev.clearcut.backgroundcut.VendorCalls/process/Timeout/value";

  private final Duration deadline = Duration.ofMinutes(10);

  @Test
  void itIsTheTimeLimitInForceAndTheGrace() {
    assertThat(limit(Duration.ofSeconds(300), Map.of()).countsAsRunning())
        .isEqualTo(Duration.ofSeconds(360));
    assertThat(limit(Duration.ofSeconds(90), Map.of("grace", "PT5S")).countsAsRunning())
        .isEqualTo(Duration.ofSeconds(95));
    assertThat(limit(Duration.ofSeconds(300), Map.of()).initializeCountsAsRunning())
        .isEqualTo(Duration.ofSeconds(180));
  }

  @Test
  void theDeliveredTimeLimitsAreThoseOfTheAnnotations() {
    assertThat(ScriptedVendor.deliveredTimeLimit("process")).isEqualTo(ScriptedVendor.TIME_LIMIT);
    assertThat(ScriptedVendor.deliveredTimeLimit("initialize"))
        .isEqualTo(ScriptedVendor.INITIALIZE_TIME_LIMIT);
  }

  @Test
  void anOperatorMayShortenItAtARisk() {
    assertThat(
            limit(Duration.ofSeconds(300), Map.of("unseen-call-limit", "PT40S")).countsAsRunning())
        .isEqualTo(Duration.ofSeconds(40));
    PaidCallLimit longer = limit(Duration.ofSeconds(300), Map.of("unseen-call-limit", "PT200S"));
    assertThat(longer.initializeCountsAsRunning())
        .as("never longer than is certain")
        .isEqualTo(Duration.ofSeconds(180));
  }

  @ParameterizedTest
  @CsvSource({
    "patience, PT11M, clearcut.claims.patience, clearcut.backgroundcut.deadline",
    "unseen-call-limit, PT361S, clearcut.claims.unseen-call-limit, clearcut.claims.grace",
    "unseen-call-limit, PT0S, clearcut.claims.unseen-call-limit, more than 0",
    "grace, -PT1S, clearcut.claims.grace, 0 or more",
  })
  void settingsThatContradictEachOtherAreRefusedByName(
      String key, String value, String named, String other) {
    assertThatThrownBy(() -> limit(Duration.ofSeconds(300), Map.of(key, value)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(named)
        .hasMessageContaining(other);
  }

  @Test
  void aTimeLimitBeyondTheDeadlineIsRefused() {
    assertThatThrownBy(() -> limit(deadline.plusSeconds(1), Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(TIMEOUT)
        .hasMessageContaining("clearcut.backgroundcut.deadline");
  }

  @Test
  void aTimeLimitThatIsSwitchedOffIsRefused() {
    assertThatThrownBy(() -> limit(null, Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(TIMEOUT);
  }

  @Test
  void anHttpClientThatGivesUpBeforeTheTimeLimitIsRefused() {
    assertThatThrownBy(
            () -> limit(Duration.ofSeconds(300), Map.of(), Optional.of(299_999L), Optional.empty()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(TIMEOUT)
        .hasMessageContaining("quarkus.rest-client.backgroundcut.read-timeout");
  }

  @Test
  void aServerThatClosesConnectionsOfThoseWhoWaitIsRefused() {
    assertThatThrownBy(
            () ->
                limit(
                    Duration.ofSeconds(300),
                    Map.of(),
                    Optional.empty(),
                    Optional.of(Duration.ofSeconds(59))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("clearcut.claims.patience")
        .hasMessageContaining("quarkus.http.idle-timeout");
  }

  private PaidCallLimit limit(Duration timeout, Map<String, String> claims) {
    return limit(timeout, claims, Optional.of(300_000L), Optional.of(Duration.ofMinutes(15)));
  }

  private PaidCallLimit limit(
      Duration timeout,
      Map<String, String> claims,
      Optional<Long> readTimeout,
      Optional<Duration> idleTimeout) {
    SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withMapping(ClaimsConfig.class);
    claims.forEach((key, value) -> builder.withDefaultValue("clearcut.claims." + key, value));
    ScriptedVendor vendor =
        new ScriptedVendor(new VirtualTime(), Duration.ZERO, new byte[0]) {
          @Override
          public Optional<Duration> processTimeLimit() {
            return Optional.ofNullable(timeout);
          }

          @Override
          public Duration timeForAllCalls() {
            return deadline;
          }
        };
    return new PaidCallLimit(
        builder.build().getConfigMapping(ClaimsConfig.class), vendor, readTimeout, idleTimeout);
  }
}
