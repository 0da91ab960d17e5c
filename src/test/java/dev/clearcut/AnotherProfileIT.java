package dev.clearcut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.MavenBuild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The tests of Quarkus that need another profile than the default one, in two JVMs of their own
 * beside the others: one JVM runs one application at a time. Their reports are beside those of the
 * others.
 */
@Execution(ExecutionMode.CONCURRENT)
class AnotherProfileIT {

  private static final String POSTGRES = "postgres";
  private static final String OTHER_PROFILES = "other-profiles";
  private static final String USUAL = "none: the default profile";
  private static final Path TESTS = Path.of("src/test/java");

  @Test
  void testsWithAnotherProfilePass() throws IOException, InterruptedException {
    Process postgres = start(POSTGRES);
    Process otherProfiles = start(OTHER_PROFILES);

    int ofPostgres = postgres.waitFor();
    int ofOtherProfiles = otherProfiles.waitFor();

    assertThat(ofPostgres).as(() -> failures(POSTGRES)).isZero();
    assertThat(ofOtherProfiles).as(() -> failures(OTHER_PROFILES)).isZero();
  }

  @Test
  void everyTestWithAProfileIsOneOfThem() throws IOException {
    try (Stream<Path> files = Files.walk(TESTS)) {
      assertThat(files.filter(file -> file.toString().endsWith("Test.java")))
          .allSatisfy(
              file ->
                  assertThat(execution(file))
                      .as("%s: %s.tests, %s.tests in pom.xml", file, POSTGRES, OTHER_PROFILES)
                      .isEqualTo(wanted(Files.readString(file))));
    }
  }

  private static String wanted(String test) {
    if (test.contains("\n@TestProfile(Postgres.class)")) {
      return POSTGRES;
    }
    return test.contains("\n@TestProfile(") ? OTHER_PROFILES : USUAL;
  }

  private static String execution(Path test) {
    return Stream.of(POSTGRES, OTHER_PROFILES)
        .filter(name -> isListed(test, System.getProperty(name + ".tests")))
        .findFirst()
        .orElse(USUAL);
  }

  private static boolean isListed(Path test, String list) {
    return test.toString().matches(list.substring("%regex[".length(), list.length() - 1));
  }

  /** What the plugin of Quarkus has set for this very JVM: it need not find that out again. */
  private static String argumentsOfQuarkus() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.matches("(--add-|-Dquarkus-internal).*"))
        .collect(Collectors.joining(" "));
  }

  private static Process start(String execution) throws IOException {
    return MavenBuild.start(
        Path.of("pom.xml"),
        log(execution),
        "-DargLine=" + argumentsOfQuarkus(),
        "surefire:test@" + execution);
  }

  private static Path log(String execution) {
    return Path.of("target", execution + ".log");
  }

  private static String failures(String execution) {
    Path log = log(execution);
    try (Stream<String> lines = Files.lines(log)) {
      List<String> errors = lines.filter(line -> line.contains("[ERROR]")).toList();
      return log + ":\n" + String.join("\n", errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
