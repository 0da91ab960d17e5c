package dev.clearcut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.MavenBuild;
import dev.clearcut.testing.Packaged;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Harness, client and Dev Service with their tests, and the examples that use them: all are
 * projects of their own.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(Lifecycle.PER_CLASS)
class ExamplesIT {

  private static final Path EXAMPLES = Path.of("docs/examples");
  private static final Path POM = EXAMPLES.resolve("pom.xml");
  private static final Path LOG = Path.of("target/examples.log");

  /** They start much and repeat little, as our own tests do. */
  private static final String SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private int exit;

  /** With the emulator that runs already, as a build does that starts one for all its modules. */
  @BeforeAll
  void build() throws IOException, InterruptedException {
    exit =
        MavenBuild.of(
            POM,
            LOG,
            "package",
            "-Dquarkus.build.skip=true",
            "-DargLine=" + SOON,
            "-Dbackgroundcut.emulator.url=" + Packaged.emulator().url());
  }

  @Test
  void buildAndPassTheirTests() {
    assertThat(exit).as(() -> MavenBuild.text(LOG)).isZero();
  }

  /** With the emulator that is in what was built, which is copied into the user's home. */
  @Test
  void aClientThatPaysTwiceFailsForThatReason() throws IOException, InterruptedException {
    Path log = Path.of("target/naive-example.log");

    int naive =
        MavenBuild.of(
            POM,
            log,
            "package",
            "-DargLine=%s -Duser.home=target/home".formatted(SOON),
            "--projects",
            "junit",
            "--also-make",
            "-Dclient=naive",
            "-Dtest=PaidOnceTest",
            "-Dsurefire.failIfNoSpecifiedTests=false");

    assertThat(naive).as(() -> MavenBuild.text(log)).isNotZero();
    assertThat(EXAMPLES.resolve("junit/target/surefire-reports/com.example.shop.PaidOnceTest.txt"))
        .content()
        .contains("process calls: charged 2, expected 1.");
  }
}
