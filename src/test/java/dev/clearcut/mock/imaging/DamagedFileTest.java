package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Seeds;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files with bytes changed at random: each is either read or rejected, and nothing else happens.
 */
@Execution(ExecutionMode.CONCURRENT)
class DamagedFileTest {
  private static final int ROUNDS = 200;
  private static final ImagingLimits SMALL = new ImagingLimits(200_000, 1);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void isReadOrRejected(ImageFormat format) throws IOException {
    byte[] whole = Files.readAllBytes(photo(format));
    int rejected = 0;
    for (Random random : Seeds.randoms()) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] damaged = whole.clone();
        for (int change = 0; change <= random.nextInt(4); change++) {
          damaged[position(random, whole.length)] = (byte) random.nextInt(256);
        }
        rejected += isRejected(Files.write(folder.resolve("damaged"), damaged)) ? 1 : 0;
      }
    }
    assertThat(rejected).as("rejected of twice %d", ROUNDS).isPositive();
  }

  /** Mostly in the first bytes, where the structure is. */
  private static int position(Random random, int length) {
    return random.nextInt(3) > 0 ? random.nextInt(Math.min(length, 700)) : random.nextInt(length);
  }

  private static boolean isRejected(Path file) {
    try {
      PhotoDecoder decoder = new PhotoDecoder(SMALL);
      ImageHeader header = decoder.inspect(file);
      NativeScope.free(() -> decoder.decode(file, header));
      return false;
    } catch (ImageRejectedException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path photo(ImageFormat format) throws IOException {
    Path file = folder.resolve("photo." + format.extension());
    BufferedImage picture = Pictures.quadrants();
    Pictures.fill(picture, Color.GRAY, 20, 20, 30, 30);
    if (format == ImageFormat.HEIC) {
      try (InputStream resource = DamagedFileTest.class.getResourceAsStream("cutout.heic")) {
        Files.copy(resource, file);
      }
      return file;
    }
    Path png = Pictures.write(picture, folder.resolve("source.png"));
    OutputSpec output = new OutputSpec(format, 1_000_000, null, 85, false, file);
    new BackgroundRemover(ImagingLimits.DEFAULT, new ClassicalEngine())
        .remove(png, Quality.LOW, List.of(output));
    return file;
  }
}
