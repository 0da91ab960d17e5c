package dev.clearcut.harness;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The emulator that all tests of this JVM share, each with an account of its own. */
final class Emulators {

  /** A system property: the URL of an emulator that runs already. */
  static final String URL_PROPERTY = "backgroundcut.emulator.url";

  /** A system property: options for the JVM of every emulator that is started. */
  static final String OPTIONS_PROPERTY = "backgroundcut.emulator.options";

  private static final String URL_VARIABLE = "BACKGROUNDCUT_EMULATOR_URL";

  /** Where class loaders that do not know each other find the one that is shared. */
  private static final String SHARED_URL = "backgroundcut.emulator.shared-url";

  private Emulators() {}

  static List<String> commonOptions() {
    return Arrays.stream(System.getProperty(OPTIONS_PROPERTY, "").trim().split("\\s+"))
        .filter(option -> !option.isEmpty())
        .toList();
  }

  /**
   * Where the shared emulator is. It is started on first use and ends with the JVM, so that a run
   * pays for one start only.
   */
  static URI shared() {
    Optional<URI> running = given(System.getProperty(URL_PROPERTY, System.getenv(URL_VARIABLE)));
    if (running.isPresent()) {
      return running.get();
    }
    // One lock for all class loaders: Quarkus has several in one JVM.
    synchronized (Runtime.getRuntime()) {
      String known = System.getProperty(SHARED_URL);
      if (known != null && new Admin(URI.create(known)).answers()) {
        return URI.create(known);
      }
      EmulatorProcess process = EmulatorProcess.start();
      // Also keeps the process from being garbage, which would close its input and end it.
      Runtime.getRuntime().addShutdownHook(new Thread(process::close, "backgroundcut-emulator"));
      System.setProperty(SHARED_URL, process.url().toString());
      return process.url();
    }
  }

  /** One that was started by somebody else. */
  static Optional<URI> given(String url) {
    return Optional.ofNullable(url)
        .filter(text -> !text.isBlank())
        .map(text -> URI.create(text.replaceAll("/+$", "")))
        .map(Emulators::answering);
  }

  private static URI answering(URI url) {
    if (!url.isAbsolute() || !new Admin(url).answers()) {
      throw new IllegalStateException(
          "There is no emulator at %s, which %s or %s names."
              .formatted(url, URL_PROPERTY, URL_VARIABLE));
    }
    return url;
  }

  /** A key that nobody else uses. */
  static String freshKey() {
    return "test-" + UUID.randomUUID();
  }
}
