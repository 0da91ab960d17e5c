package dev.clearcut;

import static dev.clearcut.testing.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.harness.Emulator;
import dev.clearcut.testing.JarProcess;
import dev.clearcut.testing.MavenBuild;
import dev.clearcut.testing.Packaged;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The command line, a project of its own, with its tests; and its JAR beside the service. It runs
 * beside other classes, and its tests one after another: the credits of the account are theirs.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(Lifecycle.PER_CLASS)
class CommandLineIT {

  private static final Path PROJECT = Path.of("cli");
  private static final Path LOG = Path.of("target/command-line.log");

  private final Emulator vendor = Packaged.emulator().account("command-line-" + UUID.randomUUID());
  private Stack stack;
  private JarProcess service;
  @TempDir private Path folder;

  @BeforeAll
  void start() throws IOException, InterruptedException {
    int exit = MavenBuild.of(PROJECT.resolve("pom.xml"), LOG, "package");
    assertThat(exit).as(() -> MavenBuild.text(LOG)).isZero();
    stack = Stack.start(vendor.url(), vendor.key());
    service = stack.replica(Map.of("clearcut.credits.balance-recheck", "PT0S"));
  }

  @AfterAll
  void stop() {
    if (stack != null) {
      stack.close();
    }
    vendor.calls().violatedNothing();
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void fiftyPhotosAreFiftyFilesAndAreNotPaidAgain() throws IOException, InterruptedException {
    vendor.credits(1000);
    photos("fifty", 50);
    int before = vendor.ledger().size();

    Ended first = clearcut("fifty", "--preset", "amazon", "--out", "white", "--progress", "bar");

    assertThat(first.exit()).as(first.toString()).isZero();
    assertThat(first.out())
        .isEqualTo("50 photos: 50 ready. 50 files written to white. 50 credits spent, 0 saved.");
    assertThat(first.notes())
        .contains("At most 50 credits.")
        .contains("Making  [########################] 50/50  50 credits");
    assertThat(results("white")).hasSize(50).allMatch(name -> name.endsWith(".jpg"));
    assertThat(vendor.ledger()).hasSize(before + 50);

    Ended again = clearcut("fifty", "--preset", "amazon", "--out", "white");
    Ended elsewhere = clearcut("fifty", "--preset", "amazon", "--out", "other");
    Ended dry = clearcut("fifty", "--preset", "amazon", "--out", "third", "--dry-run");

    assertThat(again.out())
        .isEqualTo(
            "50 photos: all results are in white already, unchanged. Nothing was sent, nothing"
                + " paid.");
    assertThat(elsewhere.out())
        .isEqualTo("50 photos: 50 ready. 50 files written to other. 0 credits spent, 50 saved.");
    assertThat(dry.out())
        .isEqualTo(
            "50 photos: 0 in third already, 50 known to the service and free. At most 0 credits."
                + " Nothing was sent.");
    assertThat(vendor.ledger()).hasSize(before + 50);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void aRunWithoutCreditsSaysSoAndGoesOnWhenThereAreSome()
      throws IOException, InterruptedException {
    photos("five", 5);
    vendor.credits(2);
    int before = vendor.ledger().size();

    Ended paused = clearcut("five", "--preset", "preview,web", "--out", "small");

    assertThat(paused.exit()).as(paused.toString()).isEqualTo(4);
    assertThat(paused.notes())
        .contains("Paused: the account at the vendor has no credits left. Top it up.")
        .contains("Go on with: clearcut --resume --out small");

    vendor.credits(1000);
    Ended resumed = clearcut("--resume", "--out", "small");

    assertThat(resumed.exit()).as(resumed.toString()).isZero();
    assertThat(results("small")).hasSize(10).contains("photo-4-preview.webp", "photo-4-web.webp");
    assertThat(vendor.ledger()).hasSize(before + 5);
  }

  @Test
  @Execution(ExecutionMode.SAME_THREAD)
  void aRunThatIsKilledGoesOnAndPaysOnce() throws IOException, InterruptedException {
    photos("ten", 10);
    vendor.credits(1000);
    int before = vendor.ledger().size();
    Path state = folder.resolve("killed/.clearcut.json");

    Process run = command("ten", "--preset", "preview", "--out", "killed").start();
    await().until(() -> !run.isAlive() || Files.exists(state));
    run.destroyForcibly().waitFor();
    Ended resumed = clearcut("ten", "--preset", "preview", "--out", "killed", "--resume");
    Ended again = clearcut("ten", "--preset", "preview", "--out", "killed");

    assertThat(resumed.exit()).as(resumed.toString()).isZero();
    assertThat(again.out()).endsWith("Nothing was sent, nothing paid.");
    assertThat(results("killed")).hasSize(10);
    assertThat(vendor.ledger()).hasSize(before + 10);
  }

  /** How the command ended, and what it has said. */
  private record Ended(int exit, String out, String notes) {}

  private Ended clearcut(String... arguments) throws IOException, InterruptedException {
    int exit = command(arguments).start().waitFor();
    return new Ended(
        exit,
        Files.readString(folder.resolve("out.txt"), UTF_8).strip(),
        Files.readString(folder.resolve("notes.txt"), UTF_8));
  }

  private ProcessBuilder command(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                PROJECT.resolve("target/clearcut.jar").toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("notes.txt").toFile());
    builder.environment().put("CLEARCUT_URL", service.url().toString());
    builder.environment().put("CLEARCUT_API_KEY", stack.key());
    return builder;
  }

  private void photos(String name, int number) throws IOException {
    Path photos = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < number; i++) {
      Files.write(photos.resolve("photo-%d.jpg".formatted(i)), Photos.unseenCup());
    }
  }

  private List<String> results(String out) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(out))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
