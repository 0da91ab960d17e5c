package dev.clearcut.cutout;

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
    Optional<KeyFormat> format();

    Optional<Quality> quality();

    Optional<Integer> maxResolution();

    Optional<String> background();

    Optional<Integer> compression();

    Optional<Boolean> autocrop();
  }
}
