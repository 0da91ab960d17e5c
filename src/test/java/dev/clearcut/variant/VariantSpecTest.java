package dev.clearcut.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VariantSpecTest {

  @Property
  void twoSpecsShareAFingerprintExactlyWhenTheyAskForTheSamePixels(
      @ForAll("specs") VariantSpec one, @ForAll("specs") VariantSpec other) {
    assertThat(one.fingerprint().equals(other.fingerprint()))
        .isEqualTo(pixels(one).equals(pixels(other)));
  }

  @Property
  void whatIsLeftOutIsTheSameAsTheDefaultSpelledOut(@ForAll("specs") VariantSpec spec) {
    VariantSpec defaults = VariantSpec.of(null, null, null, null, null, null);

    VariantSpec sparse =
        VariantSpec.of(
            spec.format() == defaults.format() ? null : spec.format(),
            spec.quality() == defaults.quality() ? null : spec.quality(),
            spec.maxResolution() == defaults.maxResolution() ? null : spec.maxResolution(),
            spec.background(),
            spec.compression() == defaults.compression() ? null : spec.compression(),
            spec.autocrop() == defaults.autocrop() ? null : spec.autocrop());

    assertThat(sparse).isEqualTo(spec);
    assertThat(sparse.fingerprint()).isEqualTo(spec.fingerprint());
  }

  @Property
  void theCaseOfTheBackgroundDoesNotMatter(@ForAll("colors") String color) {
    assertThat(withBackground(color.toUpperCase(Locale.ROOT)))
        .isEqualTo(withBackground(color.toLowerCase(Locale.ROOT)));
  }

  @Example
  void theDefaultsAreThoseOfTheKeyDialect() {
    assertThat(VariantSpec.of(null, null, null, null, null, null))
        .isEqualTo(new VariantSpec(KeyFormat.PNG, Quality.MEDIUM, 12_000_000, null, 85, false));
  }

  @Example
  void aFingerprintNeverChangesBetweenReleasesBecauseResultsAreFoundByIt() {
    assertThat(VariantSpec.of(null, null, null, null, null, null).fingerprint())
        .isEqualTo("d31813ac7a6416d776016c1d16fcbdc4");
  }

  @Example
  void transparentJpegIsRefused() {
    assertThatThrownBy(() -> VariantSpec.of(KeyFormat.JPEG, null, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("JPEG cannot be transparent");
  }

  @Example
  void theLongestSideOfAFormatIsPossibleAndOnePixelMoreIsNot() {
    VariantSpec jpeg = VariantSpec.of(KeyFormat.JPEG, null, null, "#ffffff", null, null);
    VariantSpec webp = VariantSpec.of(KeyFormat.WEBP, null, null, null, null, null);
    VariantSpec png = VariantSpec.of(KeyFormat.PNG, null, null, null, null, null);

    VariantSpec.requirePossible(Map.of("a", jpeg), 65_500, 10);
    VariantSpec.requirePossible(Map.of("b", webp), 10, 16_383);
    VariantSpec.requirePossible(Map.of("c", png), 1_000_000, 10);

    assertThatThrownBy(() -> VariantSpec.requirePossible(Map.of("a", jpeg), 65_501, 10))
        .hasMessageContaining("\"a\" cannot be made: a side of it would have 65501 pixels")
        .hasMessageContaining("a JPEG has at most 65500");
    assertThatThrownBy(() -> VariantSpec.requirePossible(Map.of("b", webp), 10, 16_384))
        .hasMessageContaining("\"b\" cannot be made: a side of it would have 16384 pixels");
  }

  @Example
  void scalingDownMakesAVariantPossibleUnlessItIsCroppedFirst() {
    VariantSpec small = VariantSpec.of(KeyFormat.WEBP, null, 12_000_000, null, null, false);
    VariantSpec cropped = VariantSpec.of(KeyFormat.WEBP, null, 12_000_000, null, null, true);

    VariantSpec.requirePossible(Map.of("a", small), 20_000, 1_000);

    assertThatThrownBy(() -> VariantSpec.requirePossible(Map.of("a", cropped), 20_000, 1_000))
        .hasMessageContaining("Nobody knows what autocrop leaves");
  }

  private static VariantSpec withBackground(String color) {
    return VariantSpec.of(KeyFormat.WEBP, null, null, color, null, null);
  }

  /** PNG is lossless: its compression changes no pixel. */
  private static VariantSpec pixels(VariantSpec spec) {
    return spec.format() == KeyFormat.PNG
        ? new VariantSpec(
            spec.format(),
            spec.quality(),
            spec.maxResolution(),
            spec.background(),
            0,
            spec.autocrop())
        : spec;
  }

  /** Few values for each parameter, so that equal specs are as likely as different ones. */
  @Provide
  Arbitrary<VariantSpec> specs() {
    return Combinators.combine(
            Arbitraries.of(KeyFormat.values()),
            Arbitraries.of(Quality.MEDIUM, Quality.HIGH),
            Arbitraries.of(12_000_000, 250_000),
            Arbitraries.of("#ffffff", "#000000"),
            Arbitraries.of(85, 90),
            Arbitraries.of(true, false))
        .as(VariantSpec::new);
  }

  @Provide
  Arbitrary<String> colors() {
    return Arbitraries.integers().between(0, 0xFFFFFF).map(value -> "#%06x".formatted(value));
  }
}
