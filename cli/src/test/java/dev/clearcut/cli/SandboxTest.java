package dev.clearcut.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {

  private final Command command = new Command();
  @TempDir private Path folder;
  private Path data;
  private Path jar;

  @BeforeEach
  void fake() throws IOException {
    data = folder.resolve("data");
    jar = folder.resolve("quarkus-run.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, FakeSandbox.class.getName());
    main.put(
        Attributes.Name.CLASS_PATH,
        Arrays.stream(
                System.getProperty("java.class.path").split(System.getProperty("path.separator")))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
    Files.writeString(folder.resolve("photo.jpg"), "photo");
  }

  @Test
  void startsWhenNoServerIsNamedAndEndsWithTheCommand() throws IOException {
    int exit = clearcut();

    assertThat(exit).as(command.notes()).isZero();
    assertThat(command.notes())
        .contains("It spends no real credits.")
        .contains("data and log in " + data);
    assertThat(folder.resolve("out/photo.png")).exists();
    assertThat(data.resolve("started"))
        .content()
        .as("It has nothing of a real service, and keeps its files where it says")
        .isEqualTo("127.0.0.1 %s []".formatted(data.resolve("objects")));
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void isKnownByItsDataAtWhateverPort() {
    clearcut();

    Command again = new Command();
    assertThat(clearcut(again)).isZero();
    assertThat(again.out()).contains("Nothing was sent, nothing paid.");
  }

  @Test
  void saysWhyItDidNotStart() throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("dies"), "Port is taken by somebody");

    assertThat(clearcut()).isEqualTo(1);
    assertThat(command.notes()).contains("The sandbox did not start").contains("Port is taken");
  }

  @Test
  void saysThatAnotherHasTheData() throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("dies"), "Database may be already in use: locked");

    assertThat(clearcut()).isEqualTo(1);
    assertThat(command.notes()).contains("Another sandbox has " + data + " open");
  }

  @Test
  void isFoundWhereItIsBuilt() throws IOException {
    Path program = folder.resolve("cli/target/clearcut.jar");
    Path application = folder.resolve("target/quarkus-app");
    Files.createDirectories(application.resolve("lib/main"));
    Files.createDirectories(program.getParent());
    Files.createFile(application.resolve("quarkus-run.jar"));

    assertThatThrownBy(() -> Sandbox.find(null, program))
        .isInstanceOf(Stop.class)
        .hasMessageContaining("is the service without the emulator");

    Files.createFile(application.resolve("lib/main/com.h2database.h2-2.jar"));
    assertThat(Sandbox.find(null, program)).isEqualTo(application.resolve("quarkus-run.jar"));
  }

  @Test
  void isAskedForWhenThereIsNone() {
    assertThatThrownBy(() -> Sandbox.find(null, folder.resolve("clearcut.jar")))
        .isInstanceOf(Stop.class)
        .hasMessageContaining("--server")
        .hasMessageContaining("./mvnw package -DskipTests -Dquarkus.profile=sandbox");
  }

  private int clearcut() {
    return clearcut(command);
  }

  private int clearcut(Command command) {
    return command
        .whileWaiting(Waiting::really)
        .run(
            folder.resolve("photo.jpg").toString(),
            "--out",
            folder.resolve("out").toString(),
            "--sandbox",
            jar.toString(),
            "--sandbox-data",
            data.toString());
  }
}
