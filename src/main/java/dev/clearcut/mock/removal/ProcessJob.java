package dev.clearcut.mock.removal;

import dev.clearcut.mock.imaging.ImageFormat;
import dev.clearcut.mock.imaging.OutputSpec;
import dev.clearcut.mock.imaging.Quality;
import dev.clearcut.mock.imaging.Rgb;
import dev.clearcut.mock.space.Address;
import dev.clearcut.mock.space.Dialect;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A process call of any dialect.
 *
 * @param tariff of the operation that was called
 * @param dialect of the call
 * @param input where the photo is
 * @param outputs at least one
 */
record ProcessJob(Tariff tariff, Dialect dialect, Address input, List<Output> outputs) {

  /**
   * One result that is asked for.
   *
   * @param name what the caller calls it: its key, path or variant name
   * @param target where it goes
   * @param format the dialect's word for it, for example {@code jpg}
   * @param background {@code #rrggbb}, or null for transparent
   */
  record Output(
      String name,
      Address target,
      String format,
      int maxResolution,
      String quality,
      String background,
      int compression,
      boolean autocrop) {

    ImageFormat imageFormat() {
      return format.equals("jpg") ? ImageFormat.JPEG : ImageFormat.valueOf(format.toUpperCase());
    }

    OutputSpec spec(Path file) {
      return new OutputSpec(
          imageFormat(),
          maxResolution,
          background == null ? null : Rgb.parse(background),
          compression,
          autocrop,
          file);
    }
  }

  BigDecimal price() {
    return tariff.price(outputs.stream().filter(Output::autocrop).count());
  }

  /** The photo is segmented once, at the highest quality any output asks for. */
  Quality quality() {
    return outputs.stream()
        .map(output -> Quality.valueOf(output.quality().toUpperCase()))
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}
