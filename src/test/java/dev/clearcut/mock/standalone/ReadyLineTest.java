package dev.clearcut.mock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadyLineTest {

  @Test
  void itWaitsForThePortWhichIsKnownAMomentAfterTheStart() {
    Iterator<Integer> answers = List.of(-1, -1, 40161).iterator();

    assertThat(ReadyLine.line("127.0.0.1", answers::next))
        .isEqualTo("BACKGROUNDCUT_EMULATOR_URL=http://127.0.0.1:40161");
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0, localhost", "'::', localhost", "emulator.test, emulator.test"})
  void itHasANameThatClientsOfThisMachineCanUse(String host, String shown) {
    assertThat(ReadyLine.line(host, () -> 8080))
        .isEqualTo("BACKGROUNDCUT_EMULATOR_URL=http://" + shown + ":8080");
  }
}
