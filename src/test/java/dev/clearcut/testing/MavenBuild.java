package dev.clearcut.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Builds a project beside this one, by the Maven of this very build, with what was set for it. */
public final class MavenBuild {

  private MavenBuild() {}

  /**
   * Runs Maven to its end.
   *
   * @param log where its output goes
   * @return its exit code
   */
  public static int of(Path pom, Path log, String... goals)
      throws IOException, InterruptedException {
    return start(pom, log, goals).waitFor();
  }

  /**
   * Starts Maven.
   *
   * @param log where its output goes
   */
  public static Process start(Path pom, Path log, String... goals) throws IOException {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    String program = windows ? "bin/mvn.cmd" : "bin/mvn";
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("maven.home"), program).toString());
    command.addAll(List.of("--batch-mode", "--file", pom.toString()));
    Stream.of("maven.repo.local", "natives.platform", "clearcut.seed")
        .filter(name -> System.getProperty(name) != null)
        .forEach(name -> command.add("-D%s=%s".formatted(name, System.getProperty(name))));
    command.addAll(List.of(goals));
    ProcessBuilder maven = new ProcessBuilder(command).redirectErrorStream(true);
    maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return maven.redirectOutput(log.toFile()).start();
  }

  /** A log, or why there is none. */
  public static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return log + " cannot be read: " + e.getMessage();
    }
  }
}
