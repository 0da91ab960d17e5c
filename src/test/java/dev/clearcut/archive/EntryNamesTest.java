package dev.clearcut.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNamesTest {

  @ParameterizedTest
  @CsvSource({
    "photo.png, photo.png",
    "Größe 1.webp, Größe 1.webp",
    "../../etc/passwd, etc-passwd",
    "/etc/passwd, etc-passwd",
    "C:\\photos\\cat.jpg, C_-photos-cat.jpg",
    "sku/4711//front.jpg, sku-4711-front.jpg",
    "..., file",
    "'', file",
    ".htaccess, htaccess",
    "photo.png., photo.png",
    "what?.png, what_.png",
    "con.png, _con.png",
    "😀.png, 😀.png"
  })
  void aNameLeadsNowhereElse(String wished, String name) {
    assertThat(new EntryNames().next(wished)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\n", "\u001b", "\u007f", "\u0085", "\u2028", "\u202e"})
  void whatCannotBeSeenIsLeftOut(String hidden) {
    assertThat(new EntryNames().next("pho" + hidden + "to.png")).isEqualTo("photo.png");
  }

  @Test
  void namesThatAFileSystemTakesForOneAreNumbered() {
    EntryNames names = new EntryNames("manifest.csv");

    assertThat(
            List.of(
                names.next("photo.png"),
                names.next("Photo.PNG"),
                names.next("photo-2.png"),
                names.next("photo.png"),
                names.next("MANIFEST.csv"),
                names.next("caf\u00e9"),
                names.next("cafe\u0301")))
        .containsExactly(
            "photo.png",
            "Photo-2.PNG",
            "photo-2-2.png",
            "photo-3.png",
            "MANIFEST-2.csv",
            "caf\u00e9",
            "caf\u00e9-2");
  }

  @Test
  void aLongNameIsCutBetweenLettersAndKeepsItsExtension() {
    EntryNames names = new EntryNames();

    assertThat(names.next("ß".repeat(200) + ".png")).isEqualTo("ß".repeat(125) + ".png");
    assertThat(names.next("ß".repeat(200) + ".png")).isEqualTo("ß".repeat(124) + "-2.png");
  }

  @Test
  void tenThousandOfOneNameAreDifferent() {
    EntryNames names = new EntryNames();
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      given.add(names.next("photo.png"));
    }

    assertThat(given).hasSize(10_000).contains("photo-10000.png");
  }

  @Property
  void everyNameIsSafeAndFixed(@ForAll @StringLength(max = 600) String wished) {
    String name = new EntryNames().next(wished);

    assertThat(name).isNotBlank().doesNotContain("/", "\\", "\0").isNotIn(".", "..");
    assertThat(name.codePoints().noneMatch(Character::isISOControl)).isTrue();
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(255);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(name)).isTrue();
    assertThat(new EntryNames().next(name)).isEqualTo(name);
  }

  @Property
  void allNamesAreDifferentAndAlwaysTheSame(
      @ForAll List<@StringLength(max = 4) @Chars({'a', 'A', '-', '2', '.', 'é', '/'}) String> all) {
    EntryNames names = new EntryNames();
    EntryNames again = new EntryNames();
    Set<String> keys = new HashSet<>();

    for (String wished : all) {
      String name = names.next(wished);
      assertThat(again.next(wished)).isEqualTo(name);
      String key = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
      assertThat(keys.add(key)).as(name).isTrue();
    }
  }
}
