package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.InvalidRequest;
import dev.clearcut.backgroundcut.BackgroundCutException.KeyRejected;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked.Reason;
import dev.clearcut.backgroundcut.BackgroundCutException.NotConnected;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import io.smallrye.faulttolerance.api.RateLimitException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureMapperTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final FailureMapper mapper =
      new FailureMapper(new ObjectMapper(), InstantSource.fixed(NOW));

  @Test
  void eachStatusOfTheVendorsTableHasItsOwnException() {
    assertThat(answered(400, "{}")).isInstanceOf(InvalidRequest.class);
    assertThat(answered(401, "{}")).isInstanceOf(KeyRejected.class);
    assertThat(answered(402, "{}")).isInstanceOf(InsufficientCredits.class);
    assertThat(answered(404, "{}")).isInstanceOf(NotThere.class);
    assertThat(answered(429, "{}")).isInstanceOf(RateLimited.class);
    assertThat(answered(500, "{}")).isInstanceOf(Unavailable.class);
    assertThat(answered(503, "{}")).isInstanceOf(Unavailable.class);
    assertThat(answered(504, "{}")).isInstanceOf(Unavailable.class);
    assertThat(answered(418, "{}")).isInstanceOf(InvalidRequest.class);
  }

  @Test
  void theVendorsSentenceIsKept() {
    assertThat(answered(402, "{\"detail\": \"Insufficient credits.\"}"))
        .returns("Insufficient credits.", BackgroundCutException::detail)
        .returns("process", BackgroundCutException::operation)
        .returns(402, BackgroundCutException::status)
        .hasMessage("process answered 402: Insufficient credits.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>Bad Gateway</html>", "[]", "{\"detail\": 5}", "{\"detail\":"})
  void aBodyThatIsNotTheVendorsGivesTheReasonPhrase(String body) {
    assertThat(answered(503, body).detail()).isEqualTo("Service Unavailable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7 | PT7S
          0 | PT0S
          -5 | PT0S
          10000000000000000 | PT24H
          99999999999999999999 | PT24H
          -99999999999999999999 | PT0S
          Fri, 31 Dec 9999 23:59:59 GMT | PT24H
          Sat, 21 Nov 2026 10:01:30 GMT | PT1M30S
          Sat, 21 Nov 2026 09:00:00 GMT | PT0S
          """)
  void retryAfterIsReadAsSecondsAndAsDate(String header, Duration wait) {
    Response response = Response.status(429).header("Retry-After", header).entity("{}").build();

    assertThat(mapper.fromResponse("process", response).retryAfter()).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "1.5", "1e3", "Sat, 32 Nov 2026 10:01:30 GMT"})
  void aRetryAfterThatCannotBeReadIsNone(String header) {
    Response response = Response.status(429).header("Retry-After", header).entity("{}").build();

    assertThat(mapper.fromResponse("process", response).retryAfter()).isEmpty();
  }

  @Test
  void theHeadersOfTheAnswerAreKept() {
    Response response = Response.status(503).header("X-Request-Id", "42").entity("{}").build();

    assertThat(mapper.fromResponse("process", response).headers())
        .containsEntry("X-Request-Id", List.of("42"));
  }

  @Test
  void onlyWhatMayHaveBeenChargedIsAmbiguous() {
    assertThat(answered(500, "{}").ambiguous()).isTrue();
    assertThat(answered(504, "{}").ambiguous()).isTrue();
    assertThat(answered(400, "{}").ambiguous()).isFalse();
    assertThat(answered(402, "{}").ambiguous()).isFalse();
    assertThat(answered(429, "{}").ambiguous()).isFalse();
  }

  @Test
  void aTimeoutAndABrokenConnectionAreNoAnswer() {
    assertThat(mapper.map("process", new TimeoutException())).isInstanceOf(NoAnswer.class);
    assertThat(mapper.map("process", new ProcessingException(new IOException("reset"))))
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("reset");
  }

  @Test
  void withoutAConnectionNothingWasDone() {
    assertThat(mapper.map("process", new ProcessingException(new ConnectException("refused"))))
        .isInstanceOfSatisfying(
            NotConnected.class, failure -> assertThat(failure.surelyNotDone()).isTrue());
  }

  @Test
  void whatOurOwnPoliciesRefuseWasNotDone() {
    assertThat(notAsked(new BulkheadException()))
        .returns(Reason.TOO_MANY_AT_A_TIME, NotAsked::reason)
        .returns(true, NotAsked::surelyNotDone);
    assertThat(notAsked(new RateLimitException(250)))
        .returns(Reason.TOO_OFTEN, NotAsked::reason)
        .returns(true, NotAsked::surelyNotDone)
        .returns(Optional.of(Duration.ofMillis(250)), NotAsked::retryAfter);
    assertThat(notAsked(new CircuitBreakerOpenException()))
        .returns(Reason.VENDOR_DOWN, NotAsked::reason)
        .returns(false, NotAsked::surelyNotDone)
        .returns(false, NotAsked::ambiguous)
        .returns(Optional.of(Duration.ofSeconds(5)), NotAsked::retryAfter);
  }

  @Test
  void aMistakeOfOursStaysWhatItIs() {
    RuntimeException mistake = new IllegalStateException("ours");

    assertThat(mapper.map("process", mistake)).isSameAs(mistake);
  }

  private NotAsked notAsked(RuntimeException refusal) {
    return (NotAsked) mapper.map("process", refusal);
  }

  private BackgroundCutException answered(int status, String body) {
    return mapper.fromResponse("process", Response.status(status).entity(body).build());
  }
}
