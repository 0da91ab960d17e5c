package dev.clearcut.mock.standalone;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clearcut.testing.Packaged;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the action for the workflows of others runs, with all that a runner would give it. */
@Execution(ExecutionMode.CONCURRENT)
class EmulatorActionIT {

  private static final Path ACTION = Path.of(".github/actions/emulator/action.yml");
  private static final Path START = Path.of(".github/actions/emulator/start").toAbsolutePath();

  @TempDir private Path runner;

  private Path variables;
  private Path outputs;

  @BeforeEach
  void aStepBegins() throws IOException {
    variables = Files.createFile(runner.resolve("env"));
    outputs = Files.createFile(runner.resolve("output"));
  }

  @AfterEach
  void theJobEnds() throws IOException {
    String pid = outputs().get("pid");
    if (pid != null) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(
              emulator -> {
                emulator.destroy();
                emulator.onExit().join();
              });
    }
  }

  @Test
  void itStartsAFileAndSaysWhereItIs() throws IOException, InterruptedException {
    Path folder = Packaged.emulatorJar().toAbsolutePath().getParent();

    Step step =
        start(
            Map.of(
                "EMULATOR_JAR",
                folder + "/*-runner.jar",
                "EMULATOR_OPTIONS",
                "-Xmx256m -Dclearcut.mock.strict=true"));

    assertThat(step.exit()).as(step.output()).isZero();
    itAnswers();
  }

  @Test
  void itDownloadsARelease() throws IOException, InterruptedException {
    HttpServer releases = releases();
    try {
      Step step =
          start(
              Map.of(
                  "EMULATOR_VERSION",
                  "v1.2.3",
                  "EMULATOR_REPOSITORY",
                  "owner/name",
                  "GITHUB_SERVER_URL",
                  "http://127.0.0.1:" + releases.getAddress().getPort()));

      assertThat(step.exit()).as(step.output()).isZero();
    } finally {
      releases.stop(0);
    }
    itAnswers();
  }

  @Test
  void itSaysWhatIsMissing() throws IOException, InterruptedException {
    assertThat(start(Map.of()))
        .isEqualTo(
            new Step(
                1,
                "::error title=BackgroundCut emulator::Say which emulator: \"version\", a release"
                    + " such as 0.1.0, or \"jar\", a file.\n"));
    assertThat(start(Map.of("EMULATOR_JAR", "none.jar")))
        .isEqualTo(
            new Step(1, "::error title=BackgroundCut emulator::There is no file none.jar.\n"));
    assertThat(variables).isEmptyFile();
  }

  @Test
  void itShowsWhyAnEmulatorDoesNotStart() throws IOException, InterruptedException {
    Path noJar = Files.writeString(runner.resolve("no.jar"), "nothing");

    Step step = start(Map.of("EMULATOR_JAR", noJar.toString()));

    assertThat(step.exit()).isEqualTo(1);
    assertThat(step.output()).contains("corrupt jarfile", "did not start");
  }

  /** What the step gets and gives is what the action promises. */
  @Test
  void theActionHandsEverythingOver() throws IOException {
    JsonNode action = new YAMLMapper().readTree(ACTION.toFile());
    JsonNode step = action.at("/runs/steps/0");
    String script = Files.readString(START);

    assertThat(step.path("run").asText()).isEqualTo("\"$GITHUB_ACTION_PATH/start\"");
    assertThat(step.path("env").propertyStream().map(Map.Entry::getKey))
        .allSatisfy(name -> assertThat(script).contains(name));
    assertThat(action.path("inputs").propertyStream().map(Map.Entry::getKey))
        .allSatisfy(
            name -> assertThat(step.path("env").toString()).contains("${{ inputs." + name + " }}"));
    assertThat(action.path("outputs").propertyStream().map(Map.Entry::getKey))
        .allSatisfy(
            name -> {
              assertThat(action.at("/outputs/" + name + "/value").asText())
                  .isEqualTo("${{ steps.start.outputs." + name + " }}");
              assertThat(script).contains("\"" + name + "=");
            });
  }

  private void itAnswers() throws IOException {
    String url = outputs().get("url");
    assertThat(variables).hasContent("BACKGROUNDCUT_EMULATOR_URL=" + url);
    given().baseUri(url).get("/mock/clock").then().statusCode(200);
    assertThat(Path.of(outputs().get("log"))).content().contains(url);
  }

  private Map<String, String> outputs() throws IOException {
    return Files.readAllLines(outputs).stream()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** How a step ended, and what it printed. */
  private record Step(int exit, String output) {}

  private Step start(Map<String, String> inputs) throws IOException, InterruptedException {
    Path output = runner.resolve("printed");
    ProcessBuilder step = new ProcessBuilder(List.of("bash", START.toString()));
    Map<String, String> environment = new HashMap<>(inputs);
    environment.put("RUNNER_OS", "Linux");
    environment.put("RUNNER_ARCH", "X64");
    environment.put("RUNNER_TEMP", runner.toString());
    environment.put("GITHUB_ENV", variables.toString());
    environment.put("GITHUB_OUTPUT", outputs.toString());
    environment.put(
        "PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
    step.environment().putAll(environment);
    int exit = step.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
    return new Step(exit, Files.readString(output));
  }

  /** A host that has the emulator as release.yml publishes it. */
  private static HttpServer releases() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/owner/name/releases/download/v1.2.3/backgroundcut-emulator-ubuntu-24.04.jar",
        EmulatorActionIT::sendTheEmulator);
    server.start();
    return server;
  }

  private static void sendTheEmulator(HttpExchange exchange) throws IOException {
    Path jar = Packaged.emulatorJar();
    exchange.sendResponseHeaders(200, Files.size(jar));
    try (OutputStream body = exchange.getResponseBody()) {
      Files.copy(jar, body);
    }
  }
}
