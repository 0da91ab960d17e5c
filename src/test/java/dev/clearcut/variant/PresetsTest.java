package dev.clearcut.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.api.model.Preset;
import dev.clearcut.api.model.Requested;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads presets as the application does when it starts. */
class PresetsTest {

  @Test
  void thePresetsThatAreDeliveredAreThose() throws IOException {
    try (Reader delivered =
        Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
      Map<String, Preset> presets =
          presets(delivered).all().stream()
              .collect(Collectors.toMap(Preset::name, Function.identity()));

      assertThat(presets)
          .containsOnlyKeys(
              "amazon", "ebay", "etsy", "preview", "shopify", "thumbnail", "transparent", "web");
      assertThat(presets.values())
          .allSatisfy(preset -> assertThat(preset.description()).endsWith("."))
          .allSatisfy(preset -> assertThat(preset.variants()).containsOnlyKeys(preset.name()));
      assertThat(presets.get("amazon").variants().get("amazon"))
          .isEqualTo(new Requested(KeyFormat.JPEG, Quality.HIGH, 12_000_000, "#ffffff", 90, false));
    }
  }

  @Test
  void whatIsLeftOutTakesTheDefaultOfTheVendor() {
    Map<String, VariantSpec> variants = read("x.description=X", "x.variants.y.format=webp");

    assertThat(variants)
        .containsExactly(
            Map.entry("y", VariantSpec.of(KeyFormat.WEBP, null, null, null, null, null)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          format=jpeg                     | clearcut.presets.x.variants.y.background is missing: JPEG
          format=png; compression=80      | clearcut.presets.x.variants.y.compression has no effect on png
          compression=80                  | clearcut.presets.x.variants.y.compression has no effect on png
          format=webp; compression=0      | clearcut.presets.x.variants.y.compression must be greater than
          format=webp; compression=101    | clearcut.presets.x.variants.y.compression must be less than
          max-resolution=4095             | clearcut.presets.x.variants.y.max-resolution must be greater
          max-resolution=25000001         | clearcut.presets.x.variants.y.max-resolution must be less
          max-resolution=many             | clearcut.presets.x.variants.y.max-resolution
          background=white                | clearcut.presets.x.variants.y.background must be "#" and six
          format=gif                      | clearcut.presets.x.variants.y.format
          quality=best                    | clearcut.presets.x.variants.y.quality
          colour=#ffffff                  | clearcut.presets.x.variants.y.colour
          """)
  void whatIsWrongStopsTheStartWithTheNameOfTheKey(String parameters, String sentence) {
    String[] keys =
        ("description=X;variants.y.autocrop=true;"
                + parameters.replaceAll("(^|; *)", "$1variants.y."))
            .split("; *");

    assertThatThrownBy(() -> read(prefixed(keys))).hasMessageContaining(sentence);
  }

  @Test
  void aPresetWithoutADescriptionStopsTheStart() {
    assertThatThrownBy(() -> read("x.variants.y.format=webp"))
        .hasMessageContaining("clearcut.presets.x.description");
  }

  @Test
  void aPresetWithoutVariantsStopsTheStart() {
    assertThatThrownBy(() -> read("x.description=X"))
        .hasMessageContaining("clearcut.presets.x.variants has no variant");
  }

  @Test
  void aNameThatNoRequestCanContainStopsTheStart() {
    assertThatThrownBy(() -> read("X_1.description=X", "X_1.variants.y.format=webp"))
        .hasMessageContaining("clearcut.presets.X_1 the name must be");
    assertThatThrownBy(() -> read("x.description=X", "x.variants.Y.format=webp"))
        .hasMessageContaining("clearcut.presets.x.variants.Y must be 1 to 63 lower-case");
  }

  @Test
  void aNameStandsForTheSameParametersInEveryPreset() {
    assertThatThrownBy(
            () ->
                read(
                    "a.description=A",
                    "a.variants.y.format=webp",
                    "x.description=X",
                    "x.variants.y.format=png"))
        .hasMessageContaining(".variants.y contradicts a variant of the same name");
  }

  private static String[] prefixed(String... keys) {
    String[] prefixed = new String[keys.length];
    for (int i = 0; i < keys.length; i++) {
      prefixed[i] = "x." + keys[i];
    }
    return prefixed;
  }

  private static Map<String, VariantSpec> read(String... keys) {
    String properties =
        Arrays.stream(keys).map(key -> "clearcut.presets." + key).collect(Collectors.joining("\n"));
    return presets(new StringReader(properties)).variants("x");
  }

  private static Presets presets(Reader properties) {
    Properties loaded = new Properties();
    try {
      loaded.load(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> ours =
        loaded.stringPropertyNames().stream()
            .filter(key -> key.startsWith("clearcut.presets."))
            .collect(Collectors.toMap(Function.identity(), loaded::getProperty));
    PresetsConfig config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(ours, "presets", 100))
            .withMapping(PresetsConfig.class)
            .build()
            .getConfigMapping(PresetsConfig.class);
    return new Presets(config);
  }
}
