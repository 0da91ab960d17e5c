package dev.clearcut.mock.imaging;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Asks a neural network, which ONNX Runtime runs: the model is loaded by the first photo. It works
 * on one photo at a time, on all cores, so that its memory does not grow with the number of jobs;
 * others wait in order of arrival. The masks of the last photos are kept: dots come one by one.
 */
public final class OnnxEngine implements Engine {
  private static final int CHANNELS = 3;
  private static final double MOST = 255;

  /** How many masks are kept: 16 MB of the heap, if the model makes them of 1024 × 1024 pixels. */
  private static final int KEPT = 16;

  /** Of how many runs the median is. */
  private static final int TIMED = 101;

  private final Path file;
  private final ModelCard card;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Map<ByteBuffer, Mask> masks = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<Duration> times = new ArrayDeque<>();
  private OrtSession session;
  private FloatBuffer input;
  private volatile Usage usage = new Usage(false, 0, Optional.empty());

  /**
   * What the model has done so far.
   *
   * @param loaded whether it is in memory
   * @param runs how many photos it has worked on
   * @param median of the time that it took for each of the latest ones
   */
  public record Usage(boolean loaded, long runs, Optional<Duration> median) {}

  private record Mask(byte[] values, int width, int height) {}

  /**
   * Loads nothing yet.
   *
   * @param file the model's
   * @param card what is known of it
   */
  public OnnxEngine(Path file, ModelCard card) {
    this.file = file;
    this.card = card;
  }

  /** What is known of the model. */
  public ModelCard card() {
    return card;
  }

  /** What the model has done so far. */
  public Usage usage() {
    return usage;
  }

  /** Loads the model, if that has not been done. */
  public void load() {
    inTurn(this::session);
  }

  /** Soft: where the model is not certain, the mask is in between. */
  @Override
  public Mat find(Mat bgr, Mat copy, Quality quality) {
    return NativeScope.keep(
        () -> {
          Mask mask = mask(Mats.bytes(Mats.resized(bgr, card.size(), card.size())));
          return Mats.resized(
              Mats.ofBytes(mask.values(), mask.width(), mask.height()), copy.cols(), copy.rows());
        });
  }

  @Override
  public Optional<Mat> prior(Mat bgr, Mat copy, Quality quality) {
    return Optional.of(find(bgr, copy, quality));
  }

  /** The mask of a picture of the model's size; blue, green and red of each pixel. */
  private Mask mask(byte[] pixels) {
    ByteBuffer digest = digest(pixels);
    return inTurn(
        () -> {
          Mask known = masks.get(digest);
          if (known == null) {
            known = timed(pixels);
            masks.put(digest, known);
            if (masks.size() > KEPT) {
              masks.remove(masks.keySet().iterator().next());
            }
          }
          return known;
        });
  }

  private Mask timed(byte[] pixels) throws OrtException {
    OrtSession loaded = session();
    long start = System.nanoTime();
    Mask mask = run(loaded, pixels);
    if (times.size() == TIMED) {
      times.remove();
    }
    times.add(Duration.ofNanos(System.nanoTime() - start));
    List<Duration> sorted = times.stream().sorted().toList();
    usage = new Usage(true, usage.runs() + 1, Optional.of(sorted.get(sorted.size() / 2)));
    return mask;
  }

  private Mask run(OrtSession loaded, byte[] pixels) throws OrtException {
    fill(pixels);
    long[] shape = {1, CHANNELS, card.size(), card.size()};
    String output = name(loaded.getOutputNames(), card.output());
    try (OnnxTensor picture =
            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), input, shape);
        OrtSession.Result result =
            loaded.run(Map.of(name(loaded.getInputNames(), 0), picture), Set.of(output))) {
      if (!(result.get(0) instanceof OnnxTensor tensor)) {
        throw new OrtException("The output " + output + " is no tensor");
      }
      return mask(tensor);
    }
  }

  private static String name(Set<String> names, int place) throws OrtException {
    return names.stream()
        .skip(place)
        .findFirst()
        .orElseThrow(() -> new OrtException("There is no output " + place));
  }

  /** All red values, then all green ones, then all blue ones. */
  private void fill(byte[] pixels) {
    input.clear();
    for (int channel = 0; channel < CHANNELS; channel++) {
      float mean = card.mean().get(channel).floatValue();
      float scale = card.scale().get(channel).floatValue();
      for (int i = CHANNELS - 1 - channel; i < pixels.length; i += CHANNELS) {
        input.put((Byte.toUnsignedInt(pixels[i]) - mean) / scale);
      }
    }
    input.flip();
  }

  private Mask mask(OnnxTensor tensor) throws OrtException {
    long[] shape = tensor.getInfo().getShape();
    FloatBuffer values = tensor.getFloatBuffer();
    int width = (int) shape[shape.length - 1];
    int height = shape.length < 2 ? 1 : (int) shape[shape.length - 2];
    if (values == null || values.remaining() != width * height) {
      throw new OrtException("The output %s is no mask".formatted(tensor.getInfo()));
    }
    byte[] mask = new byte[width * height];
    for (int pixel = 0; pixel < mask.length; pixel++) {
      mask[pixel] = (byte) Math.round(MOST * share(values.get(pixel)));
    }
    return new Mask(mask, width, height);
  }

  /** Never stretched: where nothing is found, the mask is empty. */
  private double share(float value) throws OrtException {
    if (Float.isNaN(value)) {
      throw new OrtException("The mask has values that are no numbers");
    }
    return switch (card.activation()) {
      case NONE -> Math.max(0, Math.min(1, value));
      case SIGMOID -> 1 / (1 + Math.exp(-value));
    };
  }

  private OrtSession session() throws OrtException {
    if (session == null) {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      try (SessionOptions options = options()) {
        session = environment.createSession(file.toString(), options);
      }
      int values = CHANNELS * card.size() * card.size();
      input =
          ByteBuffer.allocateDirect(values * Float.BYTES)
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
      usage = new Usage(true, 0, Optional.empty());
    }
    return session;
  }

  /** Its pools of memory and its threads that wait without sleeping are for those who have more. */
  private static SessionOptions options() throws OrtException {
    SessionOptions options = new SessionOptions();
    options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.setCPUArenaAllocator(false);
    options.setMemoryPatternOptimization(false);
    options.setOptimizationLevel(OptLevel.EXTENDED_OPT);
    return options;
  }

  private interface Turn<T> {
    T take() throws OrtException;
  }

  private <T> T inTurn(Turn<T> work) {
    turn.lock();
    try {
      return work.take();
    } catch (OrtException e) {
      throw new IllegalStateException("The model %s failed: %s".formatted(file, e.getMessage()), e);
    } finally {
      turn.unlock();
    }
  }

  private static ByteBuffer digest(byte[] pixels) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(pixels));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** After the photo that it works on; the next one loads the model again. */
  @Override
  public void close() {
    inTurn(
        () -> {
          if (session != null) {
            session.close();
            session = null;
          }
          return null;
        });
  }
}
