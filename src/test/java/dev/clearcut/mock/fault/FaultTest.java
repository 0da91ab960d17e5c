package dev.clearcut.mock.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {

  private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());

  static Fault fault(String json) throws JsonProcessingException {
    return JSON.readValue(json.replace('\'', '"'), Fault.class);
  }

  @Test
  void whatIsLeftOutTakesItsDefault() throws JsonProcessingException {
    Fault fault = fault("{'status': 503}");

    assertThat(fault.operation()).isEqualTo("*");
    assertThat(fault.account()).isEqualTo("*");
    assertThat(fault.object()).isNull();
    assertThat(fault.phase()).isEqualTo(Phase.BEFORE);
    assertThat(fault.times()).isNull();
    assertThat(fault.skip()).isZero();
    assertThat(fault.every()).isEqualTo(1);
    assertThat(fault.probability()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate", "drip"})
  void aRealAnswerIsCutOrSlowedAfterTheWork(String transport) throws JsonProcessingException {
    assertThat(fault("{'transport': '" + transport + "'}").phase()).isEqualTo(Phase.AFTER);
    assertThat(fault("{'transport': '" + transport + "', 'status': 503}").phase())
        .isEqualTo(Phase.BEFORE);
  }

  @Test
  void whatHappensToWorkThatTakesTimeHappensAfterIt() throws JsonProcessingException {
    assertThat(fault("{'work': 'PT2M', 'transport': 'hang'}").phase()).isEqualTo(Phase.AFTER);
    assertThat(fault("{'work': 'PT2M', 'status': 503}").phase()).isEqualTo(Phase.AFTER);
    assertThat(fault("{'work': 'PT2M'}").phase()).isEqualTo(Phase.BEFORE);
  }

  @Test
  void theDelayOfADripIsNotSpentBeforeIt() throws JsonProcessingException {
    assertThat(fault("{'transport': 'drip', 'delay': 'PT2S'}").hold()).isZero();
    assertThat(fault("{'status': 503, 'delay': 'PT2S'}").hold()).isEqualTo(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | A fault needs at least one of status, delay, work, transport, effect.
          {'work': 'PT0S'} | work must be a positive duration such as PT0.5S, but is PT0S.
          {'work': 'PT2H'} | work must not be longer than PT1H, but is PT2H.
          {'work': 'PT1S', 'status': 503, 'phase': 'before'} | work with a status or a transport needs
          {'work': 'PT1S', 'transport': 'hang', 'phase': 'before'} | work with a status or a transport
          {'work': 'PT1S', 'effect': 'wrong-region'} | effect wrong-region is a 404 before any work
          {'status': 503, 'ttl': 'P367D'} | ttl must not be longer than PT8784H, but is PT8808H.
          {'status': 503, 'headers': {'A': null}} | headers: the value of A is not plain printable
          {'operation': 'process', 'times': 2} | A fault needs at least one of status, delay,
          {'status': 200} | status must be from 400 to 599, but is 200.
          {'status': 600} | status must be from 400 to 599, but is 600.
          {'status': 503, 'times': 0} | times must be at least 1, but is 0.
          {'status': 503, 'skip': -1} | skip must be at least 0, but is -1.
          {'status': 503, 'every': 0} | every must be at least 1, but is 0.
          {'status': 503, 'probability': 0} | probability must be above 0 and up to 1, but is 0.0.
          {'status': 503, 'probability': 1.1} | probability must be above 0 and up to 1, but is 1.1.
          {'delay': 'PT0S'} | delay must be a positive duration such as PT0.5S, but is PT0S.
          {'delay': 'PT-1S'} | delay must be a positive duration such as PT0.5S, but is PT-1S.
          {'delay': 'PT2H'} | delay must not be longer than PT1H, but is PT2H.
          {'status': 503, 'ttl': 'PT0S'} | ttl must be a positive duration
          {'delay': 'PT1S', 'detail': 'x'} | detail needs a status.
          {'delay': 'PT1S', 'headers': {'A': 'b'}} | headers need a status.
          {'status': 503, 'headers': {'A b': 'c'}} | headers: "A b" is not the name of a header
          {'status': 503, 'headers': {'Content-Length': '1'}} | headers: "Content-Length" is not
          {'status': 503, 'headers': {'A': 'b\\r\\nC: d'}} | headers: the value of A is not plain
          {'status': 503, 'transport': 'reset'} | transport reset and hang send no answer, so there
          {'status': 503, 'transport': 'hang'} | transport reset and hang send no answer, so there
          {'delay': 'PT1S', 'transport': 'hang'} | transport hang never answers, so there can be no
          {'transport': 'truncate', 'phase': 'before'} | transport truncate and drip need an answer
          {'effect': 'wrong-region', 'phase': 'after'} | effect wrong-region is a 404 before any
          {'effect': 'wrong-region', 'status': 503} | effect wrong-region is a 404 before any work
          {'effect': 'wrong-region', 'transport': 'reset'} | effect wrong-region is a 404 before any
          """)
  void whatMakesNoSenseIsRefusedWithASentenceThatNamesTheField(String json, String sentence) {
    assertThatThrownBy(() -> fault(json))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence);
  }
}
