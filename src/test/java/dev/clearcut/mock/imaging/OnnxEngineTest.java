package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clearcut.mock.imaging.ModelCard.Activation;
import dev.clearcut.mock.imaging.Scene.Backdrop;
import dev.clearcut.mock.imaging.Scene.Subject;
import dev.clearcut.strict.StrictJson;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Neural networks as engines: one of five nodes, which the test makes, and a real one. */
@Execution(ExecutionMode.CONCURRENT)
class OnnxEngineTest {
  private static final ModelCard CARD = card(0, Activation.NONE);

  @TempDir Path folder;

  private OnnxEngine engine;

  @BeforeEach
  void makeTheModel() {
    engine = new OnnxEngine(TinyModel.red(folder), CARD);
  }

  @AfterEach
  void endIt() {
    engine.close();
  }

  @Test
  void theMaskIsWhatTheModelSaysOfEachPixel() {
    BufferedImage photo =
        new BufferedImage(TinyModel.SIDE, TinyModel.SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < TinyModel.SIDE; y++) {
      for (int x = 0; x < TinyModel.SIDE; x++) {
        photo.setRGB(x, y, new Color(4 * x, 4 * y, 2 * x).getRGB());
      }
    }

    byte[] mask = mask(engine, photo);

    for (int y = 0; y < TinyModel.SIDE; y++) {
      for (int x = 0; x < TinyModel.SIDE; x++) {
        assertThat(Byte.toUnsignedInt(mask[y * TinyModel.SIDE + x]))
            .as("%d, %d", x, y)
            .isCloseTo(TinyModel.red(4 * x, 4 * y, 2 * x), within(1));
      }
    }
  }

  @Test
  void aCutoutHasTheSubjectOfTheModelAndNothingElse() throws Exception {
    BufferedImage cutout = Pictures.read(cutout(engine, Pictures.redSquare(), "square"));

    assertThat(List.of(cutout.getWidth(), cutout.getHeight())).containsExactly(240, 160);
    assertThat(cutout.getRGB(100, 80)).isEqualTo(0xFFFF0000);
    assertThat(Pictures.alpha(cutout, 20, 20)).isZero();
    assertThat(Pictures.alpha(cutout, 50, 80)).isZero();
  }

  @Test
  void nothingIsFoundWhereTheModelFindsNothing() throws Exception {
    BufferedImage gray = Pictures.plain(200, 150, Color.GRAY);

    assertThat(Pictures.alphas(Pictures.read(cutout(engine, gray, "gray")))).containsOnly(0);
  }

  @Test
  void anOutputBeforeItsActivationBecomesAMaskByIt() {
    ModelCard logits = card(0, Activation.SIGMOID);
    try (OnnxEngine other = new OnnxEngine(folder.resolve("red.onnx"), logits)) {
      byte[] mask = mask(other, Pictures.plain(TinyModel.SIDE, TinyModel.SIDE, new Color(0, 0, 0)));

      assertThat(mask).containsOnly(128); // of an output of 0
    }
  }

  @Test
  void theSameBytesComeOutAgainAndToManyAtTheSameTime() throws Exception {
    BufferedImage photo = new Scene(Subject.MUG, Backdrop.CLUTTERED).photo;
    Path first = cutout(engine, photo, "first");
    List<Callable<Path>> jobs = new ArrayList<>();
    OnnxEngine fresh = new OnnxEngine(folder.resolve("red.onnx"), CARD);
    for (int i = 0; i < 4; i++) {
      String name = "again-" + i;
      jobs.add(() -> cutout(fresh, photo, name));
    }
    ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
    try (fresh) {
      for (Future<Path> job : threads.invokeAll(jobs)) {
        assertThat(job.get()).hasSameBinaryContentAs(first);
      }
      assertThat(fresh.usage().runs()).isOne(); // the mask of a photo is kept for a while
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void theModelIsLoadedByTheFirstPhotoAndItsTimeIsKept() throws Exception {
    assertThat(engine.usage().loaded()).isFalse();

    cutout(engine, Pictures.redSquare(), "first");
    cutout(engine, Pictures.plain(100, 100, Color.RED), "second");

    assertThat(engine.usage().loaded()).isTrue();
    assertThat(engine.usage().runs()).isEqualTo(2);
    assertThat(engine.usage().median()).hasValueSatisfying(time -> assertThat(time).isPositive());
  }

  @Test
  void aPhotoThatTheModelCannotTakeIsAnErrorAndNothingElseIsTried() {
    try (OnnxEngine failing = new OnnxEngine(TinyModel.failing(folder), CARD)) {
      failing.load();

      assertThatIllegalStateException()
          .isThrownBy(() -> cutout(failing, Pictures.redSquare(), "none"))
          .withMessageContaining("failing.onnx failed");
      assertThat(folder.resolve("none.png")).doesNotExist();
    }
  }

  @Test
  void aModelThatIsNoneIsAnError() throws Exception {
    Path garbage = Files.writeString(folder.resolve("garbage.onnx"), "garbage");
    try (OnnxEngine none = new OnnxEngine(garbage, CARD)) {
      assertThatIllegalStateException()
          .isThrownBy(none::load)
          .withMessageContaining("garbage.onnx failed");
    }
  }

  @Test
  void anOutputThatIsNotThereIsAnError() {
    ModelCard second = card(1, Activation.NONE);
    try (OnnxEngine other = new OnnxEngine(folder.resolve("red.onnx"), second)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> mask(other, Pictures.redSquare()))
          .withMessageContaining("There is no output 1");
    }
  }

  /** A red square, of which half is too dark for the model. */
  @Test
  void oneDotSelectsTheSubjectOfTheModelAndAnotherAddsToIt() throws Exception {
    BufferedImage photo = Pictures.redSquare();
    Pictures.fill(photo, new Color(140, 40, 40), 100, 40, 40, 80);
    Dot onRed = new Dot(80, 80);
    Dot onDark = new Dot(120, 80);

    BufferedImage byColours = select(new ClassicalEngine(), photo, List.of(onRed), List.of());
    BufferedImage byModel = select(engine, photo, List.of(onRed), List.of());
    BufferedImage both = select(engine, photo, List.of(onRed, onDark), List.of());

    assertThat(alphas(byColours, onRed, onDark)).containsExactly(255, 255);
    assertThat(alphas(byModel, onRed, onDark)).containsExactly(255, 0);
    assertThat(alphas(both, onRed, onDark)).containsExactly(255, 255);
    assertThat(Pictures.alpha(both, 20, 20)).isZero();
  }

  @Test
  void aRedDotTakesItsPartAwayFromTheSubject() throws Exception {
    BufferedImage photo = Pictures.redSquare();
    Pictures.fill(photo, new Color(200, 30, 0), 100, 40, 40, 80);

    BufferedImage result =
        select(engine, photo, List.of(new Dot(80, 80)), List.of(new Dot(120, 80)));

    assertThat(Pictures.alpha(result, 80, 80)).isEqualTo(255);
    assertThat(Pictures.alpha(result, 120, 80)).isZero();
  }

  @Test
  void aGreenDotOnSomethingElseSelectsThat() throws Exception {
    BufferedImage photo = Pictures.redSquare();
    Pictures.fill(photo, Color.BLUE, 180, 60, 40, 40);

    BufferedImage result = select(engine, photo, List.of(new Dot(200, 80)), List.of());

    assertThat(Pictures.alpha(result, 200, 80)).isEqualTo(255);
    assertThat(Pictures.alpha(result, 100, 80)).isZero();
  }

  /** The real thing, where {@code bin/model isnet} or {@code .ci/run} has put it. */
  @Test
  void isnetFindsTheCupWithItsSaucer() throws Exception {
    Path weights =
        List.of(
                Path.of("target/models/isnet.onnx"),
                Path.of(System.getProperty("user.home"), ".cache/clearcut/models/isnet.onnx"))
            .stream()
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    assumeTrue(weights != null, "There are no weights here: bin/model isnet gets them.");
    ModelCard card =
        new StrictJson()
            .read(
                Files.readString(Path.of("src/models/isnet.json")), ModelCard.class, "", "No card");
    BufferedImage coffee = Pictures.read(Path.of("src/test/resources/photos/coffee.jpg"));
    try (OnnxEngine isnet = new OnnxEngine(weights, card)) {
      BufferedImage cutout = Pictures.read(cutout(isnet, coffee, "cup"));

      assertThat(Pictures.alpha(cutout, 280, 150)).as("coffee").isEqualTo(255);
      assertThat(Pictures.alpha(cutout, 110, 250)).as("saucer").isEqualTo(255);
      assertThat(Pictures.alpha(cutout, 360, 280)).as("spoon").isEqualTo(255);
      assertThat(Pictures.alpha(cutout, 20, 380)).as("table").isZero();
      assertThat(Pictures.alpha(cutout, 580, 20)).as("table").isZero();
    }
  }

  private static ModelCard card(int output, Activation activation) {
    return new ModelCard(
        "Red",
        "CC0-1.0",
        "The test",
        "0".repeat(64),
        TinyModel.SIDE,
        List.of(128.0, 128.0, 128.0),
        List.of(256.0, 256.0, 256.0),
        output,
        activation);
  }

  private static List<Integer> alphas(BufferedImage picture, Dot... dots) {
    return Stream.of(dots).map(dot -> Pictures.alpha(picture, dot.x(), dot.y())).toList();
  }

  private static byte[] mask(Engine engine, BufferedImage photo) {
    BufferedImage bgr = Pictures.as(BufferedImage.TYPE_3BYTE_BGR, photo);
    byte[] pixels = ((java.awt.image.DataBufferByte) bgr.getRaster().getDataBuffer()).getData();
    return NativeScope.free(
        () -> {
          Mat whole =
              Mats.ofBytes(pixels, 3 * photo.getWidth(), photo.getHeight())
                  .reshape(3, photo.getHeight());
          Mat copy = Mats.fitted(whole, Quality.HIGH.side());
          return Mats.bytes(engine.find(whole, copy, Quality.HIGH));
        });
  }

  private Path cutout(Engine engine, BufferedImage photo, String name) throws Exception {
    Path input = Pictures.write(photo, folder.resolve(name + "-photo.png"));
    Path target = folder.resolve(name + ".png");
    new BackgroundRemover(ImagingLimits.DEFAULT, engine)
        .remove(
            input,
            Quality.HIGH,
            List.of(new OutputSpec(ImageFormat.PNG, 12_000_000, null, 85, false, target)));
    return target;
  }

  private BufferedImage select(Engine engine, BufferedImage photo, List<Dot> in, List<Dot> out)
      throws Exception {
    Path input = Pictures.write(photo, folder.resolve("photo.png"));
    Path target = folder.resolve("selection.png");
    new PointSelector(ImagingLimits.DEFAULT, engine).segment(input, in, out, target);
    return Pictures.read(target);
  }
}
