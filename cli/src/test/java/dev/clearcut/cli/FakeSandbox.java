package dev.clearcut.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a sandbox looks like from outside: a process that listens where it is told to. */
final class FakeSandbox {

  private FakeSandbox() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Files.writeString(
        Path.of("started"),
        "%s %s %s"
            .formatted(
                System.getProperty("quarkus.http.host"),
                System.getProperty("clearcut.storage.directory"),
                System.getenv().keySet().stream()
                    .filter(name -> name.startsWith("CLEARCUT_") || name.startsWith("QUARKUS_"))
                    .toList()));
    Path dies = Path.of("dies");
    if (Files.exists(dies)) {
      System.out.println(Files.readString(dies));
      return;
    }
    FakeService.start(Integer.getInteger("quarkus.http.port"));
    Thread.currentThread().join();
  }
}
