package dev.clearcut.mock.removal;

import dev.clearcut.mock.imaging.ImageFormat;
import dev.clearcut.mock.imaging.Quality;
import dev.clearcut.mock.removal.ProcessJob.Output;

/**
 * All that a result depends on: equal recipes give equal bytes.
 *
 * @param photo SHA-256 of its bytes
 * @param quality of the call, which is the highest of its outputs
 */
record Recipe(
    String photo,
    Quality quality,
    ImageFormat format,
    int maxResolution,
    String background,
    int compression,
    boolean autocrop) {

  static Recipe of(String photo, Quality quality, Output output) {
    return new Recipe(
        photo,
        quality,
        output.imageFormat(),
        output.maxResolution(),
        output.background(),
        output.compression(),
        output.autocrop());
  }
}
