package dev.clearcut.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A thousand photos of mixed sizes, none of them twice, through each engine: what a photo costs,
 * and whether memory grows.
 */
final class ManyPhotos {

  private static final int PHOTOS = 1_000;

  /** Keys are used again, so that files are replaced and the disk does not fill up. */
  private static final int SLOTS = 10;

  /** Width and height in pixels, the sizes in turn: nine of up to two megapixels, one of twelve. */
  private static final int[][] SIZES = {
    {400, 300}, {1_600, 1_200}, {600, 400}, {1_024, 768}, {4_000, 3_000},
    {800, 1_200}, {500, 500}, {1_280, 960}, {300, 400}, {1_000, 1_000}
  };

  /** As the documents tell an operator to start it. */
  private static final Map<String, String> LARGE_BLOCKS_GO_BACK =
      Map.of("MALLOC_MMAP_THRESHOLD_", "1000000");

  private ManyPhotos() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int photos = quick ? 2 * SIZES.length : PHOTOS;
    String what = "%,d photos of 0.1 to 12 megapixels, `-Xmx256m`: ".formatted(photos);
    Path model = Path.of(System.getProperty("model"));
    if (Files.exists(model)) {
      try (Server server = emulator("onnx", model)) {
        run(report, what + "`onnx`", server, photos);
      }
    } else {
      report.skip(what + "`onnx`", "there are no weights, `bin/model isnet` gets them");
    }
    try (Server server = emulator("classical", model)) {
      run(report, what + "`classical`", server, photos);
    }
  }

  private static Server emulator(String engine, Path model)
      throws IOException, InterruptedException {
    return Server.emulator(
        Server.java(),
        LARGE_BLOCKS_GO_BACK,
        "-Xmx256m",
        Server.RENDER_EACH_TIME,
        "-Dclearcut.mock.engine=" + engine,
        "-Dclearcut.mock.engine.model=" + model);
  }

  /** The baseline is the resident memory after the first tenth. */
  private static void run(Report report, String what, Server server, int photos)
      throws IOException {
    List<String> memory = new ArrayList<>();
    long afterTheFirstTenth = 0;
    Duration before = server.cpu();
    try (Connection connection = server.connect()) {
      for (int i = 1; i <= photos; i++) {
        String key = "photos/" + i % SLOTS;
        int[] size = SIZES[i % SIZES.length];
        connection.send(Vendor.upload(key, Pictures.photo(size[0], size[1], i))).ok();
        String output = "{\"output_key\": \"%s.png\", \"quality\": \"high\"}".formatted(key);
        connection.send(Vendor.process(key, output)).ok();
        Vendor.download(connection, key + ".png");
        if (i % (photos / 10) == 0) {
          memory.add("%,d".formatted(server.residentMegabytes()));
          System.out.printf("%s, after %,d: %s MB%n", what, i, memory.get(memory.size() - 1));
        }
        if (i == photos / 10) {
          afterTheFirstTenth = server.residentMegabytes();
        }
      }
    }
    double seconds = server.cpu().minus(before).toMillis() / 1e3 / photos;
    report.add(
        "%s: resident memory after each tenth, and at most; baseline: after the first"
            .formatted(what),
        "%s MB; %,d MB".formatted(String.join(", ", memory), server.peakMegabytes()),
        "%,d MB".formatted(afterTheFirstTenth),
        "%.2f".formatted((double) server.residentMegabytes() / afterTheFirstTenth));
    report.add(what + ": CPU for each", "%.2f s".formatted(seconds), "", "");
  }
}
