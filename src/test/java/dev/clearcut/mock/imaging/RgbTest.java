package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RgbTest {
  @Test
  void readsSixHexadecimalDigitsInEitherCase() {
    assertThat(Rgb.parse("#1A01fF")).isEqualTo(new Rgb(26, 1, 255));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#fff", "ffffff", "#gggggg", "#ffffff ", "#ffffff00", "white"})
  void refusesEverythingElse(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Rgb.parse(text));
  }
}
