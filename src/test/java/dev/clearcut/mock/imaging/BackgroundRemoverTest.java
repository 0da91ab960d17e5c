package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a photo: a red square of 80 pixels at (60, 40) on white, 240 × 160. */
@Execution(ExecutionMode.CONCURRENT)
class BackgroundRemoverTest {
  private static final int PLENTY = 12_000_000;
  private static final Rgb BLUE = new Rgb(26, 1, 255);

  @TempDir Path folder;

  private final BackgroundRemover remover =
      new BackgroundRemover(ImagingLimits.DEFAULT, new ClassicalEngine());
  private Path photo;

  @BeforeEach
  void takePhoto() {
    photo = Pictures.write(Pictures.redSquare(), folder.resolve("photo.png"));
  }

  @Test
  void makesTheBackgroundTransparent() throws IOException {
    BufferedImage cutout = remove(ImageFormat.PNG, PLENTY, null, false);
    assertThat(List.of(cutout.getWidth(), cutout.getHeight())).containsExactly(240, 160);
    assertThat(Pictures.alpha(cutout, 0, 0)).isZero();
    assertThat(Pictures.alpha(cutout, 239, 159)).isZero();
    assertThat(new Color(cutout.getRGB(100, 80), true)).isEqualTo(Color.RED);
  }

  @Test
  void hidesNoBackgroundBehindTransparency() throws IOException {
    BufferedImage cutout = remove(ImageFormat.PNG, PLENTY, null, false);
    assertThat(cutout.getRGB(0, 0)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageFormat.class,
      names = {"WEBP", "AVIF"})
  void keepsTransparencyInLossyFormats(ImageFormat format) throws IOException {
    Rendered result = render(format, PLENTY, null, false, 80);
    assertThat(result.alpha()).isTrue();
    assertThat(ImageHeader.read(target(format)))
        .isEqualTo(new ImageHeader(format, 240, 160, 1, true));
    BufferedImage decoded = Shown.decode(target(format));
    assertThat(Pictures.alpha(decoded, 0, 0)).isLessThan(4);
    assertThat(Pictures.alpha(decoded, 100, 80)).isGreaterThan(251);
  }

  @ParameterizedTest
  @EnumSource(value = ImageFormat.class, names = "HEIC", mode = EnumSource.Mode.EXCLUDE)
  void laysTheSubjectOnAColour(ImageFormat format) throws IOException {
    Rendered result = render(format, PLENTY, BLUE, false, 95);
    assertThat(result.alpha()).isFalse();
    BufferedImage decoded = Shown.decode(target(format));
    assertThat(Pictures.distance(new Color(decoded.getRGB(3, 3)), new Color(26, 1, 255)))
        .isLessThan(8);
    assertThat(Pictures.distance(new Color(decoded.getRGB(100, 80)), Color.RED)).isLessThan(8);
  }

  @Test
  void laysTheSubjectOnWhiteWhereTheFormatKnowsNoTransparency() throws IOException {
    render(ImageFormat.JPEG, PLENTY, null, false, 95);
    BufferedImage decoded = Shown.decode(target(ImageFormat.JPEG));
    assertThat(Pictures.distance(new Color(decoded.getRGB(3, 3)), Color.WHITE)).isLessThan(4);
  }

  @Test
  void leavesNoSeamOfTheOldBackgroundOnTheNewOne() throws IOException {
    BufferedImage flat = remove(ImageFormat.PNG, PLENTY, new Rgb(0, 0, 0), false);
    int strongest = 0;
    for (int y = 0; y < 160; y++) {
      for (int x = 0; x < 240; x++) {
        strongest = Math.max(strongest, new Color(flat.getRGB(x, y)).getGreen());
      }
    }
    assertThat(strongest).as("white left over beside red").isLessThan(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_096, 10_000, 38_399})
  void scalesDownToTheLimit(int limit) throws IOException {
    BufferedImage small = remove(ImageFormat.PNG, limit, null, false);
    int pixels = small.getWidth() * small.getHeight();
    assertThat(pixels).isLessThanOrEqualTo(limit).isGreaterThan(limit * 9 / 10);
    assertThat((double) small.getWidth() / small.getHeight()).isCloseTo(1.5, within(0.05));
  }

  @Test
  void neverScalesUp() throws IOException {
    assertThat(remove(ImageFormat.PNG, PLENTY, null, false).getWidth()).isEqualTo(240);
  }

  @Test
  void keepsTheSubjectsColourWhenScalingDown() throws IOException {
    BufferedImage small = remove(ImageFormat.PNG, 4_096, null, false);
    for (int y = 0; y < small.getHeight(); y++) {
      for (int x = 0; x < small.getWidth(); x++) {
        Color colour = new Color(small.getRGB(x, y), true);
        if (colour.getAlpha() > 60) {
          assertThat(Pictures.distance(colour, Color.RED)).as("%d, %d", x, y).isLessThan(40);
        }
      }
    }
  }

  @Test
  void cropsToTheSubject() throws IOException {
    BufferedImage crop = remove(ImageFormat.PNG, PLENTY, null, true);
    assertThat(crop.getWidth()).isCloseTo(80, within(4));
    assertThat(crop.getHeight()).isCloseTo(80, within(4));
  }

  @Test
  void cropsBeforeItScalesSoThatTheSubjectGetsTheWholeResolution() throws IOException {
    BufferedImage crop = remove(ImageFormat.PNG, 4_096, null, true);
    assertThat(crop.getWidth()).isCloseTo(64, within(2));
    assertThat(crop.getHeight()).isCloseTo(64, within(2));
  }

  @Test
  void keepsTheWholeCanvasWhereNothingWasFound() throws IOException {
    Pictures.write(Pictures.plain(240, 160, Color.GRAY), photo);
    assertThat(remove(ImageFormat.PNG, PLENTY, null, true).getWidth()).isEqualTo(240);
  }

  @Test
  void keepsTheTransparencyThePhotoCameWith() throws IOException {
    BufferedImage holed = Pictures.as(BufferedImage.TYPE_INT_ARGB, Pictures.redSquare());
    for (int x = 90; x < 100; x++) {
      holed.setRGB(x, 80, 0x80FF0000);
    }
    Pictures.write(holed, photo);
    BufferedImage cutout = remove(ImageFormat.PNG, PLENTY, null, false);
    assertThat(Pictures.alpha(cutout, 95, 80)).isEqualTo(128);
    assertThat(Pictures.alpha(cutout, 95, 85)).isEqualTo(255);
    assertThat(Pictures.alpha(cutout, 2, 2)).isZero();
  }

  @Test
  void takesAPhotoThatIsACutoutAlreadyAsItIs() throws IOException {
    BufferedImage cutout = new BufferedImage(240, 160, BufferedImage.TYPE_INT_ARGB);
    Pictures.fill(cutout, Color.WHITE, 60, 40, 80, 80);
    Pictures.write(cutout, photo);
    BufferedImage result = remove(ImageFormat.PNG, PLENTY, null, false);
    assertThat(result.getRGB(60, 40)).isEqualTo(Color.WHITE.getRGB());
    assertThat(result.getRGB(59, 40)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = ImageFormat.class,
      names = {"PNG", "HEIC"},
      mode = EnumSource.Mode.EXCLUDE)
  void compressionMakesLossyFilesSmaller(ImageFormat format) throws IOException {
    useScene();
    long small = render(format, PLENTY, null, false, 10).bytes();
    assertThat(small).isLessThan(render(format, PLENTY, null, false, 95).bytes());
  }

  @Test
  void compressionHasNoEffectOnPng() throws IOException {
    render(ImageFormat.PNG, PLENTY, null, false, 10);
    byte[] low = Files.readAllBytes(target(ImageFormat.PNG));
    render(ImageFormat.PNG, PLENTY, null, false, 95);
    assertThat(target(ImageFormat.PNG)).hasBinaryContent(low);
  }

  @Test
  void makesManyFilesOfOnePhotoInOrder() throws IOException {
    OutputSpec png = output(ImageFormat.PNG, PLENTY, null, false, 85);
    OutputSpec webp = output(ImageFormat.WEBP, 4_096, null, true, 85);
    OutputSpec jpeg = output(ImageFormat.JPEG, PLENTY, BLUE, false, 85);
    List<Rendered> results = remover.remove(photo, Quality.HIGH, List.of(png, webp, jpeg));
    assertThat(results)
        .extracting(Rendered::format)
        .containsExactly(ImageFormat.PNG, ImageFormat.WEBP, ImageFormat.JPEG);
    assertThat(results.get(1).width()).isLessThanOrEqualTo(64);
    assertThat(results.get(2).bytes()).isEqualTo(Files.size(jpeg.target()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x1", "1x300", "300x1", "2x2", "9x7"})
  void copesWithTinyPhotos(String size) throws IOException {
    String[] sides = size.split("x");
    int width = Integer.parseInt(sides[0]);
    int height = Integer.parseInt(sides[1]);
    Pictures.write(Pictures.plain(width, height, Color.PINK), photo);
    assertThat(remove(ImageFormat.PNG, PLENTY, null, true).getWidth()).isEqualTo(width);
  }

  private void useScene() {
    Pictures.write(new Scene(Scene.Subject.MUG, Scene.Backdrop.CLUTTERED).photo, photo);
  }

  private BufferedImage remove(ImageFormat format, int limit, Rgb background, boolean autocrop)
      throws IOException {
    render(format, limit, background, autocrop, 85);
    return Pictures.read(target(format));
  }

  private Rendered render(
      ImageFormat format, int limit, Rgb background, boolean autocrop, int compression)
      throws IOException {
    OutputSpec output = output(format, limit, background, autocrop, compression);
    return remover.remove(photo, Quality.HIGH, List.of(output)).get(0);
  }

  private OutputSpec output(
      ImageFormat format, int limit, Rgb background, boolean autocrop, int compression) {
    return new OutputSpec(format, limit, background, compression, autocrop, target(format));
  }

  private Path target(ImageFormat format) {
    return folder.resolve("result." + format.extension());
  }
}
