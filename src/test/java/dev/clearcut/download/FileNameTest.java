package dev.clearcut.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u202e", "\u202a", "\u202b", "\u202c", "\u202d", "\u2066", "\u2067", "\u2068", "\u2069",
        "\u200e", "\u200f", "\u061c", "\u2028", "\u2029", "\u0000", "\n", "\u001b", "\u007f",
        "\u0080", "\u0085", "\u009b", "\ud83d", "\ude00"
      })
  void whatCannotBeSeenOrTurnsTheTextIsLeftOut(String hidden) {
    assertThat(FileName.of("pho" + hidden + "to.jpg")).isEqualTo("photo.jpg");
  }

  @ParameterizedTest
  @CsvSource({
    "C:\\photos\\cat.jpg, cat.jpg",
    "../../etc/passwd, passwd",
    "👩‍👩‍👧.jpg, 👩‍👩‍👧.jpg",
    "تصویر.jpg, تصویر.jpg",
    "a‌b.jpg, a‌b.jpg"
  })
  void thePathIsLeftOutAndEveryLetterStays(String given, String kept) {
    assertThat(FileName.of(given)).isEqualTo(kept);
  }

  @Test
  void aLongNameIsCutBetweenLettersAndKeepsItsEnd() {
    assertThat(FileName.of("😀".repeat(126) + ".jpg"))
        .isEqualTo("😀".repeat(125) + ".jpg")
        .hasSize(254);
    assertThat(FileName.of("x".repeat(300) + ".jpg")).isEqualTo("x".repeat(251) + ".jpg");
  }

  @Test
  void noNameIsEmpty() {
    assertThat(FileName.of(null)).isEmpty();
    assertThat(FileName.of("photos/")).isEmpty();
  }

  @Property
  void everyNameCanBeWrittenAndIsCleanAtOnce(@ForAll @StringLength(max = 600) String given) {
    String name = FileName.of(given);

    assertThat(name.length()).isLessThanOrEqualTo(255);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(name)).isTrue();
    assertThat(FileName.of(name)).isEqualTo(name);
  }
}
