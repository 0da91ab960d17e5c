package dev.clearcut.devservices;

import dev.clearcut.harness.Emulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The emulators that the applications of one user offer each other. An offer is a file with the
 * address and the settings of an emulator; its name says which process has started the emulator.
 */
final class SharedEmulators {

  private static final Pattern OFFER = Pattern.compile("devservice-(\\d{1,18})");

  private final Path folder;
  private final long process;

  /**
   * As one process sees them.
   *
   * @param folder the same for all
   * @param process which one it is: what it offers itself it does not find
   */
  SharedEmulators(Path folder, long process) {
    this.folder = folder;
    this.process = process;
  }

  static SharedEmulators ofThisUser() {
    return new SharedEmulators(
        Path.of(System.getProperty("user.home"), ".cache", "backgroundcut"),
        ProcessHandle.current().pid());
  }

  /** The address of one that another process has started with these settings, and that answers. */
  Optional<URI> find(EmulatorConfig wanted) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(this::isOfAnother)
          .map(SharedEmulators::read)
          .filter(offer -> offer.size() == 2 && offer.get(1).equals(settings(wanted)))
          .map(offer -> Emulator.at(URI.create(offer.get(0)), "anyone"))
          .filter(Emulator::answers)
          .map(Emulator::url)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of shared emulators cannot be read: " + e, e);
    }
  }

  /** That of a process that was killed stays behind. */
  private boolean isOfAnother(Path file) {
    Matcher name = OFFER.matcher(file.getFileName().toString());
    if (!name.matches()) {
      return false;
    }
    long owner = Long.parseLong(name.group(1));
    return owner != process && ProcessHandle.of(owner).isPresent();
  }

  /** Empty when it has just been withdrawn. */
  private static List<String> read(Path offer) {
    try {
      return Files.readAllLines(offer);
    } catch (IOException e) {
      return List.of();
    }
  }

  void offer(URI url, EmulatorConfig config) {
    try {
      Files.createDirectories(folder);
      Files.write(file(), List.of(url.toString(), settings(config)));
    } catch (IOException e) {
      throw new UncheckedIOException("The emulator cannot be offered to others: " + e, e);
    }
  }

  void withdraw() {
    try {
      Files.deleteIfExists(file());
    } catch (IOException e) {
      throw new UncheckedIOException("The emulator is still offered to others: " + e, e);
    }
  }

  private Path file() {
    return folder.resolve("devservice-" + process);
  }

  private static String settings(EmulatorConfig config) {
    return "%d %s %s".formatted(config.port(), config.credits(), config.options());
  }
}
