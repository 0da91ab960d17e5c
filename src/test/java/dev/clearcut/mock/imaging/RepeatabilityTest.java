package dev.clearcut.mock.imaging;

import static dev.clearcut.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same work gives the same bytes, and leaves nothing behind. */
@Execution(ExecutionMode.CONCURRENT)
class RepeatabilityTest {
  private static final int PIXELS = 100_000;

  @TempDir Path folder;

  private Path photo;

  @BeforeEach
  void takePhoto() {
    Scene scene = new Scene(Scene.Subject.MUG, Scene.Backdrop.CLUTTERED);
    photo = Pictures.write(scene.photo, folder.resolve("photo.png"));
  }

  @ParameterizedTest
  @EnumSource(value = ImageFormat.class, names = "HEIC", mode = EnumSource.Mode.EXCLUDE)
  void givesTheSameBytesWithAnyNumberOfThreads(ImageFormat format) throws IOException {
    Path first = render(new ImagingLimits(1_000_000, 2), format, "first");
    Path second = render(new ImagingLimits(1_000_000, 1), format, "second");
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @Test
  void givesTheSameBytesToManyAtTheSameTime() throws Exception {
    Path alone = render(ImagingLimits.DEFAULT, ImageFormat.PNG, "alone");
    List<Callable<Path>> jobs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "parallel-" + i;
      jobs.add(() -> render(ImagingLimits.DEFAULT, ImageFormat.PNG, name));
    }
    ExecutorService threads = Executors.newFixedThreadPool(jobs.size());
    try {
      for (Future<Path> job : threads.invokeAll(jobs)) {
        assertThat(job.get()).hasSameBinaryContentAs(alone);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void freesTheNativeMemoryOfEveryCall() throws IOException {
    render(ImagingLimits.DEFAULT, ImageFormat.AVIF, "first");
    long before = Pointer.totalCount();
    render(ImagingLimits.DEFAULT, ImageFormat.AVIF, "second");
    // What runs beside this test frees its own in time; what a call leaks stays.
    await().untilAsserted(() -> assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before));
  }

  @Test
  void leavesNoDraftBehind() throws IOException {
    render(ImagingLimits.DEFAULT, ImageFormat.PNG, "result");
    try (var files = Files.list(folder)) {
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder("photo.png", "result.png");
    }
  }

  private Path render(ImagingLimits limits, ImageFormat format, String name) throws IOException {
    Path target = folder.resolve(name + "." + format.extension());
    OutputSpec output = new OutputSpec(format, PIXELS, null, 80, true, target);
    new BackgroundRemover(limits, new ClassicalEngine())
        .remove(photo, Quality.HIGH, List.of(output));
    return target;
  }
}
