package dev.clearcut.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator's process begins and ends as it should. */
class EmulatorProcessTest {

  @TempDir private Path folder;

  @Test
  void oneThatDoesNotStartSaysWhyAndWhereItsLogIs() {
    Path log = folder.resolve("emulator.log");

    assertThatIllegalStateException()
        .isThrownBy(() -> EmulatorProcess.builder().log(log).options("-XX:NoSuchOption").start())
        .withMessageContaining(log.toString())
        .withMessageContaining("ended with exit code 1")
        .withMessageContaining("NoSuchOption");
  }

  @Test
  void aPortThatIsTakenIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatIllegalStateException()
          .isThrownBy(() -> EmulatorProcess.builder().port(port).start())
          .withMessageContaining("ended with exit code 1")
          .withMessageContaining(String.valueOf(port));
    }
  }

  @Test
  void aJarThatIsNotThereIsNamed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> EmulatorJar.find("no/such.jar"))
        .withMessageMatching("There is no emulator at .*such\\.jar, where .* points\\.");
  }

  @Test
  void withoutTheClassifierASentenceSaysWhatToAdd() {
    assertThatIllegalStateException()
        .isThrownBy(() -> EmulatorJar.find(null))
        .withMessageContaining(
            "Give the dependency dev.clearcut:backgroundcut-harness the classifier")
        .withMessageContaining("linux-x86_64");
  }

  @Test
  void oneThatRunsAlreadyIsTakenIfItIsThere() {
    URI shared = Emulators.shared();

    assertThat(Emulators.given(shared + "/")).contains(shared);
    assertThat(Emulators.given(" ")).isEmpty();
    assertThatIllegalStateException()
        .isThrownBy(() -> Emulators.given("http://127.0.0.1:1"))
        .withMessageStartingWith("There is no emulator at http://127.0.0.1:1");
  }

  /** What those rely on who start the file from Python, Node or a shell. */
  @Test
  void theFileAloneSaysWhereItIsAndEndsWithItsInput() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=0",
                "-Dclearcut.mock.process.ends-with-input=true",
                "-jar",
                System.getProperty(EmulatorJar.PROPERTY))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      assertThat(line).matches("BACKGROUNDCUT_EMULATOR_URL=http://127\\.0\\.0\\.1:\\d+");
      assertThat(new Admin(URI.create(line.split("=")[1])).answers()).isTrue();

      process.outputWriter().close();

      assertThat(process.onExit()).succeedsWithin(Admin.HUNG);
      assertThat(output.readLine()).describedAs("The line is the only one").isNull();
    } finally {
      process.destroyForcibly();
    }
  }

  /** Nothing stays behind, not even when nobody could clean up. */
  @Test
  void itEndsWhenTheJvmThatStartedItIsKilled() throws IOException, InterruptedException {
    Process tests =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-D" + EmulatorJar.PROPERTY + "=" + System.getProperty(EmulatorJar.PROPERTY),
                    StartAndWait.class.getName()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader output = tests.inputReader()) {
      URI url = URI.create(output.readLine());
      ProcessHandle emulator = tests.children().findFirst().orElseThrow();
      assertThat(new Admin(url).answers()).isTrue();

      tests.destroyForcibly();

      assertThat(emulator.onExit()).succeedsWithin(Admin.HUNG);
      assertThat(new Admin(url).answers()).isFalse();
    } finally {
      tests.destroyForcibly().waitFor(Admin.HUNG.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** A JVM with an emulator, as that of tests. */
  static final class StartAndWait {

    private StartAndWait() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(Emulators.shared());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void itsSettingsAreThoseOfTheTestAndItsLogIsOfThisRun() throws IOException {
    Path log = folder.resolve("emulator.log");
    Files.writeString(log, "BACKGROUNDCUT_EMULATOR_URL=http://of-an-earlier-run:1\n");
    try (EmulatorProcess emulator =
        EmulatorProcess.builder().log(log).options("-Dclearcut.mock.accounts.credits=7").start()) {
      assertThat(emulator.account("anyone").credits()).isEqualByComparingTo("7");
      assertThat(emulator.url().getHost()).isEqualTo("127.0.0.1");
    }
    assertThat(Files.readString(log)).contains("BACKGROUNDCUT_EMULATOR_URL=");
  }
}
