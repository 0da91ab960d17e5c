package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.Sleeper;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.problem.VendorProblems;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.ws.rs.core.Response;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a vendor says of when to come back, it is waited for or passed on, and no error. */
class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-28T04:00:00Z");
  private static final Duration MOST = Duration.ofDays(1);

  private final InstantSource clock = InstantSource.fixed(NOW);
  private final FailureMapper mapper = new FailureMapper(new ObjectMapper(), clock);

  @Provide
  Arbitrary<String> headers() {
    BigInteger huge = BigInteger.TEN.pow(40);
    return Arbitraries.oneOf(
        Arbitraries.bigIntegers().between(huge.negate(), huge).map(BigInteger::toString),
        Arbitraries.longs().map(Object::toString),
        dates().map(DateTimeFormatter.RFC_1123_DATE_TIME::format),
        Arbitraries.strings().ascii().ofMaxLength(40));
  }

  private static Arbitrary<java.time.ZonedDateTime> dates() {
    return Arbitraries.longs()
        .between(
            LocalDateTime.of(1, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC),
            LocalDateTime.of(9999, 12, 31, 0, 0).toEpochSecond(ZoneOffset.UTC))
        .map(second -> Instant.ofEpochSecond(second).atZone(ZoneOffset.UTC));
  }

  /** Longer ones than are read, too. */
  @Provide
  Arbitrary<Duration> hints() {
    return Arbitraries.longs().greaterOrEqual(0).map(Duration::ofSeconds);
  }

  @Property
  void aHintIsReadWithinBoundsOrNotAtAll(@ForAll("headers") String header) {
    BackgroundCutException failure =
        mapper.fromResponse(
            "process", Response.status(429).header("Retry-After", header).entity("{}").build());

    assertThat(failure.retryAfter().orElse(Duration.ZERO)).isBetween(Duration.ZERO, MOST);
  }

  @Property
  void aHintIsWaitedForOrTheFailureIsPassedOn(@ForAll("hints") Duration hint) {
    RateLimited failure = new RateLimited("process", "Rate limit exceeded.", hint);
    Deadline deadline = new Deadline(Duration.ofMinutes(10), clock);

    assertThatCode(() -> assertThat(retries().again(failure, 1, deadline)).isIn(true, false))
        .doesNotThrowAnyException();
  }

  @Property
  void aHintIsToldInWholeSeconds(@ForAll("hints") Duration hint) {
    HttpProblem problem =
        VendorProblems.describe(new RateLimited("process", "Rate limit exceeded.", hint));

    assertThat((Long) problem.getHeaders().get("Retry-After"))
        .isEqualTo(Math.max(1, hint.toSeconds()));
  }

  private Retries retries() {
    RetryConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(RetryConfig.class)
            .withDefaultValue("clearcut.backgroundcut.retry.longest-hint", "PT9999999H")
            .build()
            .getConfigMapping(RetryConfig.class);
    Sleeper sleeper =
        new Sleeper() {
          @Override
          public void sleep(Duration pause) {
            assertThat(pause).isBetween(Duration.ZERO, Duration.ofMinutes(10));
          }
        };
    RetryBudget budget = new RetryBudget(config);
    return new Retries(
        config,
        budget,
        new VendorLimits(),
        mapper,
        sleeper,
        new VendorMetrics(new SimpleMeterRegistry(), budget));
  }
}
