package dev.clearcut.mock.removal;

import dev.clearcut.mock.imaging.ImageFormat;
import dev.clearcut.mock.imaging.OutputSpec;
import dev.clearcut.mock.imaging.Quality;
import dev.clearcut.mock.imaging.Rgb;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A process call of any dialect.
 *
 * @param operation the contract's operation id, for the ledger
 * @param outputs at least one
 * @param creditsPerCall price of the call
 * @param creditsPerAutocrop price of each output with autocrop
 */
record ProcessJob(
    String operation,
    List<Output> outputs,
    BigDecimal creditsPerCall,
    BigDecimal creditsPerAutocrop) {

  /**
   * One result that is asked for.
   *
   * @param key where it goes in the caller's space
   * @param format the dialect's word for it, for example {@code jpg}
   * @param background {@code #rrggbb}, or null for transparent
   */
  record Output(
      String key,
      String format,
      int maxResolution,
      String quality,
      String background,
      int compression,
      boolean autocrop) {

    ImageFormat imageFormat() {
      return format.equals("jpg") ? ImageFormat.JPEG : ImageFormat.valueOf(format.toUpperCase());
    }

    OutputSpec spec(Path target) {
      return new OutputSpec(
          imageFormat(),
          maxResolution,
          background == null ? null : Rgb.parse(background),
          compression,
          autocrop,
          target);
    }
  }

  BigDecimal price() {
    long autocrops = outputs.stream().filter(Output::autocrop).count();
    return creditsPerCall.add(creditsPerAutocrop.multiply(BigDecimal.valueOf(autocrops)));
  }

  /** The photo is segmented once, at the highest quality any output asks for. */
  Quality quality() {
    return outputs.stream()
        .map(output -> Quality.valueOf(output.quality().toUpperCase()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
