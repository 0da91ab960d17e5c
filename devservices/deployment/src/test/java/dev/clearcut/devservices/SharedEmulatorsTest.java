package dev.clearcut.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.harness.Emulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications of one user find each other's emulators, as long as these run. */
class SharedEmulatorsTest {

  private static final Settings TEN_CREDITS = Settings.withCredits("10");

  @TempDir private Path folder;

  @Test
  void anotherProcessFindsAnEmulatorThatHasTheSettingsItWantsUntilItEnds()
      throws IOException, InterruptedException {
    // Of this process's parent, which lives.
    SharedEmulators owner = of(ProcessHandle.current().parent().orElseThrow().pid());
    SharedEmulators other = of(ProcessHandle.current().pid());
    EmulatorService service = new EmulatorService(TEN_CREDITS, Optional.of(owner));
    service.start();
    URI url = URI.create(service.getConnectionInfo());
    try {
      assertThat(Emulator.at(url, "new").credits()).isEqualByComparingTo("10");
      assertThat(other.find(TEN_CREDITS)).contains(url);
      assertThat(other.find(Settings.withCredits("11"))).isEmpty();
      assertThat(owner.find(TEN_CREDITS)).as("its own").isEmpty();

      owner.withdraw();
      of(pidOfTheDead()).offer(url, TEN_CREDITS);
      assertThat(other.find(TEN_CREDITS)).as("of a process that was killed").isEmpty();

      owner.offer(url, TEN_CREDITS);
      assertThat(other.find(TEN_CREDITS)).contains(url);
    } finally {
      service.close();
    }
    assertThat(other.find(TEN_CREDITS)).isEmpty();

    owner.offer(url, TEN_CREDITS);
    assertThat(other.find(TEN_CREDITS)).as("one that does not answer").isEmpty();
  }

  @Test
  void whereNobodyHasOfferedAnythingNothingIsFound() {
    assertThat(new SharedEmulators(folder.resolve("none"), 1).find(TEN_CREDITS)).isEmpty();
  }

  private SharedEmulators of(long process) {
    return new SharedEmulators(folder, process);
  }

  private static long pidOfTheDead() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.waitFor();
    return process.pid();
  }
}
