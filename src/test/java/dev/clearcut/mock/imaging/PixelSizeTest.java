package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** How sizes are brought under a limit. */
class PixelSizeTest {
  @Property
  void neverExceedsTheLimitAndNeverGrows(
      @ForAll @IntRange(min = 1, max = 70_000) int width,
      @ForAll @IntRange(min = 1, max = 70_000) int height,
      @ForAll @IntRange(min = 1, max = 25_000_000) int limit) {
    PixelSize size = new PixelSize(width, height).within(limit);
    assertThat(size.width()).isBetween(1, width);
    assertThat(size.height()).isBetween(1, height);
    assertThat((long) size.width() * size.height()).isLessThanOrEqualTo(limit);
  }

  @Property
  void usesNearlyAllOfTheLimitAndKeepsTheProportions(
      @ForAll @IntRange(min = 500, max = 9_000) int width,
      @ForAll @IntRange(min = 500, max = 9_000) int height,
      @ForAll @IntRange(min = 100_000, max = 240_000) int limit) {
    PixelSize size = new PixelSize(width, height).within(limit);
    double proportions = (double) size.width() / size.height() * height / width;
    assertThat(proportions).isBetween(0.98, 1.02);
    assertThat((double) size.width() * size.height() / limit).isGreaterThan(0.97);
  }
}
