package dev.clearcut.benchmark;

import dev.clearcut.mock.imaging.BackgroundRemover;
import dev.clearcut.mock.imaging.ClassicalEngine;
import dev.clearcut.mock.imaging.ImageFormat;
import dev.clearcut.mock.imaging.ImagingLimits;
import dev.clearcut.mock.imaging.OutputSpec;
import dev.clearcut.mock.imaging.Quality;
import dev.clearcut.mock.imaging.Rgb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A photo of 12 megapixels with three variants: over HTTP, and called straight. */
final class LargePhoto {

  private static final String VARIANTS =
      """
      {"output_key": "photo/full.png", "quality": "high"},
      {"output_key": "photo/small.webp", "format": "webp", "max_resolution": 250000, "autocrop": true},
      {"output_key": "photo/white.jpeg", "format": "jpeg", "background_color": "#ffffff"}\
      """;

  private LargePhoto() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int rounds = quick ? 2 : 5;
    byte[] photo = Pictures.photo(4000, 3000);
    Path file = Files.write(Benchmark.FOLDER.resolve("photo.jpg"), photo);
    BackgroundRemover remover = new BackgroundRemover(ImagingLimits.DEFAULT, new ClassicalEngine());
    Figures straight = new Figures("ms");
    Figures total = new Figures("ms");
    Figures upload = new Figures("ms");
    Figures process = new Figures("ms");
    Figures download = new Figures("ms");
    try (Server server = Server.emulator(Server.java(), "-Xmx256m", Server.RENDER_EACH_TIME);
        Connection connection = server.connect()) {
      for (int i = -1; i < rounds; i++) {
        long start = System.nanoTime();
        remover.remove(file, Quality.HIGH, outputs());
        long called = System.nanoTime();
        connection.send(Vendor.upload("photo/photo.jpg", photo)).ok();
        long uploaded = System.nanoTime();
        connection.send(Vendor.process("photo/photo.jpg", VARIANTS)).ok();
        long processed = System.nanoTime();
        for (String key : List.of("photo/full.png", "photo/small.webp", "photo/white.jpeg")) {
          Vendor.download(connection, key);
        }
        long downloaded = System.nanoTime();
        if (i >= 0) { // the first round warms both up
          straight.add((called - start) / 1e6);
          upload.add((uploaded - called) / 1e6);
          process.add((processed - uploaded) / 1e6);
          download.add((downloaded - processed) / 1e6);
          total.add((downloaded - called) / 1e6);
        }
      }
    }
    report.add(
        "12 megapixels, three variants, over HTTP; baseline: called straight", total, straight);
    report.add("of it upload", upload.toString(), "", "");
    report.add("of it `process`", process.toString(), "", "");
    report.add("of it three URLs and downloads", download.toString(), "", "");
  }

  private static List<OutputSpec> outputs() {
    long all = 12_000_000;
    return List.of(
        new OutputSpec(ImageFormat.PNG, all, null, 80, false, output("full.png")),
        new OutputSpec(ImageFormat.WEBP, 250_000, null, 80, true, output("small.webp")),
        new OutputSpec(
            ImageFormat.JPEG, all, Rgb.parse("#ffffff"), 80, false, output("white.jpeg")));
  }

  private static Path output(String name) {
    return Benchmark.FOLDER.resolve(name);
  }
}
