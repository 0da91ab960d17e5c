package dev.clearcut.strict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A typing error is told with the name that was meant. */
class SpellingTest {

  private static final List<String> KNOWN =
      List.of("dryRun", "createdAfter", "createdBefore", "preset", "variants", "fileName", "limit");

  /** A known name, and the same with one letter wrong. */
  record Typo(String meant, String typed) {}

  @ParameterizedTest
  @CsvSource({
    "dryrun, dryRun",
    "dry_run, dryRun",
    "DRY-RUN, dryRun",
    "presets, preset",
    "preste, preset",
    "variant, variants",
    "created_after, createdAfter",
    "createdafter, createdAfter",
    "filename, fileName",
    "limits, limit"
  })
  void whatPeopleReallyTypeIsFound(String typed, String meant) {
    assertThat(Spelling.nearest(typed, KNOWN)).contains(meant);
  }

  @Test
  void whatLooksLikeNothingIsNotGuessed() {
    assertThat(Spelling.nearest("background", List.of("image", "preset"))).isEmpty();
    assertThat(Spelling.nearest("", KNOWN)).isEmpty();
  }

  @Test
  void theSentenceNamesTheNameTheKnownOnesAndTheNearest() {
    assertThat(Spelling.unknown("part", "", "presets", List.of("image", "preset", "variants")))
        .isEqualTo(
            "presets is not a known part. Known parts: image, preset, variants. Did you mean"
                + " preset?");
    assertThat(Spelling.unknown("query parameter", "", "dryRun", List.of()))
        .isEqualTo("dryRun is not a known query parameter: this call takes none.");
  }

  @Test
  void aStrangeNameIsQuotedAndALongOneIsCut() {
    assertThat(Spelling.shown("a b")).isEqualTo("\"a b\"");
    assertThat(Spelling.shown("")).isEqualTo("\"\"");
    assertThat(Spelling.shown("😀".repeat(5000))).isEqualTo('"' + "😀".repeat(100) + "…\"");
  }

  @Property
  void oneWrongLetterIsOneEditAway(@ForAll("typos") Typo typo) {
    assertThat(Spelling.distance(typo.typed(), typo.meant())).isLessThanOrEqualTo(1);
  }

  @Property
  void aNameWithOneWrongLetterIsFound(@ForAll("typos") Typo typo) {
    assertThat(Spelling.nearest(typo.typed(), KNOWN)).contains(typo.meant());
  }

  @Property
  void noKnownNameIsNearerThanTheOneThatIsTold(
      @ForAll @AlphaChars @StringLength(max = 20) String typed,
      @ForAll @Size(min = 1, max = 8) Set<@AlphaChars @StringLength(max = 20) String> known) {
    Set<String> lower = known.stream().map(String::toLowerCase).collect(Collectors.toSet());
    String letters = typed.toLowerCase();

    Spelling.nearest(letters, lower)
        .ifPresent(
            told ->
                assertThat(lower)
                    .allSatisfy(
                        other ->
                            assertThat(Spelling.distance(letters, told))
                                .isLessThanOrEqualTo(Spelling.distance(letters, other))));
  }

  @Property
  void theDistanceIsTheSameBothWaysAndNoneToItself(
      @ForAll @StringLength(max = 20) String one, @ForAll @StringLength(max = 20) String other) {
    assertThat(Spelling.distance(one, other)).isEqualTo(Spelling.distance(other, one));
    assertThat(Spelling.distance(one, one)).isZero();
    assertThat(Spelling.distance(one, other) == 0).isEqualTo(one.equals(other));
  }

  @Provide
  Arbitrary<Typo> typos() {
    return Combinators.combine(
            Arbitraries.of(KNOWN),
            Arbitraries.integers().between(0, 100),
            Arbitraries.integers().between(0, 3),
            Arbitraries.chars().range('a', 'z'))
        .as((name, where, how, letter) -> new Typo(name, mistyped(name, where, how, letter)));
  }

  private static String mistyped(String name, int where, int how, char letter) {
    int at = where % (name.length() - 1);
    String start = name.substring(0, at);
    return switch (how) {
      case 0 -> start + letter + name.substring(at);
      case 1 -> start + name.substring(at + 1);
      case 2 -> start + letter + name.substring(at + 1);
      default -> start + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
    };
  }
}
