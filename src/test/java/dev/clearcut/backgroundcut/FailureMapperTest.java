package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.InvalidRequest;
import dev.clearcut.backgroundcut.BackgroundCutException.KeyRejected;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
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
          Sat, 21 Nov 2026 10:01:30 GMT | PT1M30S
          Sat, 21 Nov 2026 09:00:00 GMT | PT0S
          """)
  void retryAfterIsReadAsSecondsAndAsDate(String header, Duration wait) {
    Response response = Response.status(429).header("Retry-After", header).entity("{}").build();

    assertThat(mapper.fromResponse("process", response).retryAfter()).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "1.5", "99999999999999999999"})
  void aRetryAfterThatCannotBeReadIsNone(String header) {
    Response response = Response.status(429).header("Retry-After", header).entity("{}").build();

    assertThat(mapper.fromResponse("process", response).retryAfter()).isEmpty();
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
    assertThat(mapper.map("process", new ProcessingException(new ConnectException("refused"))))
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("refused");
  }

  @Test
  void whatOurOwnPoliciesRefuseWasNotDone() {
    assertThat(mapper.map("process", new BulkheadException()))
        .isInstanceOf(RateLimited.class)
        .extracting(failure -> ((BackgroundCutException) failure).ambiguous())
        .isEqualTo(false);
  }

  @Test
  void aMistakeOfOursStaysWhatItIs() {
    RuntimeException mistake = new IllegalStateException("ours");

    assertThat(mapper.map("process", mistake)).isSameAs(mistake);
  }

  private BackgroundCutException answered(int status, String body) {
    return mapper.fromResponse("process", Response.status(status).entity(body).build());
  }
}
