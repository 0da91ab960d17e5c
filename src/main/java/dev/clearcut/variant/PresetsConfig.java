package dev.clearcut.variant;

import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** Named variant sets: {@code clearcut.presets.<preset>.variants.<variant>.<parameter>}. */
@ConfigMapping(prefix = "clearcut.presets")
interface PresetsConfig {

  @WithParentName
  Map<String, PresetConfig> presets();

  /** One preset. */
  interface PresetConfig {

    /** What it is for, one sentence. */
    String description();

    /** Its variants by name; a name stands for the same parameters in every preset. */
    Map<String, VariantConfig> variants();
  }

  /** One variant; what is left out takes the vendor's default. */
  interface VariantConfig {
    /** {@code png}, {@code jpeg} or {@code webp}. */
    Optional<KeyFormat> format();

    /** {@code low}, {@code medium} or {@code high}. */
    Optional<Quality> quality();

    /** Most pixels, width times height. */
    Optional<Integer> maxResolution();

    /** Colour behind the subject, such as {@code #ffffff}; transparent when not set. */
    Optional<String> background();

    /** Quality of the file, 1 to 100; for JPEG and WebP. */
    Optional<Integer> compression();

    /** Whether the picture is cropped to its subject; the vendor charges for that. */
    Optional<Boolean> autocrop();
  }
}
