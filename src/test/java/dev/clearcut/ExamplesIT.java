package dev.clearcut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Packaged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The harness with its tests, and the examples that use it, which are projects of their own. */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(Lifecycle.PER_CLASS)
class ExamplesIT {

  private static final Path EXAMPLES = Path.of("docs/examples");
  private static final Path LOG = Path.of("target/examples.log");

  /** They start much and repeat little, as our own tests do. */
  private static final String SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private int exit;

  /** With the emulator that runs already, as a build does that starts one for all its modules. */
  @BeforeAll
  void build() throws IOException, InterruptedException {
    exit =
        maven(
            LOG,
            "package",
            "-Dquarkus.build.skip=true",
            "-DargLine=" + SOON,
            "-Dbackgroundcut.emulator.url=" + Packaged.emulator().url());
  }

  @Test
  void buildAndPassTheirTests() {
    assertThat(exit).as(() -> text(LOG)).isZero();
  }

  /** With the emulator that is in what was built, which is copied into the user's home. */
  @Test
  void aClientThatPaysTwiceFailsForThatReason() throws IOException, InterruptedException {
    Path log = Path.of("target/naive-example.log");

    int naive =
        maven(
            log,
            "package",
            "-DargLine=%s -Duser.home=target/home".formatted(SOON),
            "--projects",
            "junit",
            "--also-make",
            "-Dclient=naive",
            "-Dtest=PaidOnceTest",
            "-Dsurefire.failIfNoSpecifiedTests=false");

    assertThat(naive).as(() -> text(log)).isNotZero();
    assertThat(EXAMPLES.resolve("junit/target/surefire-reports/com.example.shop.PaidOnceTest.txt"))
        .content()
        .contains("process calls: charged 2, expected 1.");
  }

  /** By the Maven of this very build, with what was set for it. */
  private static int maven(Path log, String... goals) throws IOException, InterruptedException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    String program = windows ? "bin/mvn.cmd" : "bin/mvn";
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), program).toString());
    command.addAll(List.of("--batch-mode", "--file", EXAMPLES.resolve("pom.xml").toString()));
    Stream.of("maven.repo.local", "natives.platform")
        .filter(name -> System.getProperty(name) != null)
        .forEach(name -> command.add("-D%s=%s".formatted(name, System.getProperty(name))));
    command.addAll(List.of(goals));
    ProcessBuilder maven = new ProcessBuilder(command).redirectErrorStream(true);
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return maven.redirectOutput(log.toFile()).start().waitFor();
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return log + " cannot be read: " + e.getMessage();
    }
  }
}
