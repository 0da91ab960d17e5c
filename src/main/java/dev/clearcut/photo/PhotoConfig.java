package dev.clearcut.photo;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits on what is accepted, checked before anything is paid for. */
@ConfigMapping(prefix = "clearcut.photo")
public interface PhotoConfig {

  /** Most pixels (width × height) of an uploaded photo. */
  @WithDefault("50000000")
  long maxPixels();

  /** Most variants in one request. */
  @WithDefault("20")
  int maxVariants();
}
