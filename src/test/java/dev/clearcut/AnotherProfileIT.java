package dev.clearcut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.MavenBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The tests of Quarkus that need another profile than the default one, in a JVM of their own beside
 * the others: one JVM runs one application at a time. Their reports are beside those of the others.
 */
@Execution(ExecutionMode.CONCURRENT)
class AnotherProfileIT {

  private static final Path TESTS = Path.of("src/test/java");
  private static final Path LOG = Path.of("target/another-profile.log");

  @Test
  void testsWithAnotherProfilePass() throws IOException, InterruptedException {
    int exit =
        MavenBuild.of(
            Path.of("pom.xml"),
            LOG,
            "quarkus:generate-code-tests",
            "surefire:test@another-profile");

    assertThat(exit).as(AnotherProfileIT::failures).isZero();
  }

  @Test
  void everyTestWithAProfileIsOneOfThem() throws IOException {
    String list = System.getProperty("another-profile.tests");
    try (Stream<Path> files = Files.walk(TESTS)) {
      assertThat(files.filter(file -> file.toString().endsWith("Test.java")))
          .allSatisfy(
              file ->
                  assertThat(isListed(file, list))
                      .as("%s has a @TestProfile, or not: another-profile.tests in pom.xml", file)
                      .isEqualTo(Files.readString(file).contains("\n@TestProfile(")));
    }
  }

  private static boolean isListed(Path test, String list) {
    return test.toString().matches(list.substring("%regex[".length(), list.length() - 1));
  }

  private static String failures() {
    try (Stream<String> lines = Files.lines(LOG)) {
      List<String> errors = lines.filter(line -> line.contains("[ERROR]")).toList();
      return LOG + ":\n" + String.join("\n", errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
