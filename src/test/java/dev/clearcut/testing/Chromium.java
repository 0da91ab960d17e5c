package dev.clearcut.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The browser of the system, without a window. Tests that need it install nothing: where there is
 * none they are skipped, and say so.
 */
public final class Chromium {

  /** Why a test is skipped. */
  public static final String MISSING =
      "There is no browser on the PATH: install Debian's packages chromium and chromium-driver (or"
          + " run .ci/run, which does so where it may)";

  private Chromium() {}

  /** Whether there are a browser and its driver. */
  public static boolean isThere() {
    return browser().isPresent() && driver().isPresent();
  }

  /**
   * A browser that notes every request that it sends. Whoever gets it closes it.
   *
   * @param downloads where it puts files
   */
  public static ChromeDriver start(Path downloads) {
    LoggingPreferences log = new LoggingPreferences();
    log.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser().orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--no-first-run");
    options.setCapability("goog:loggingPrefs", log);
    options.setExperimentalOption(
        "prefs", Map.of("download.default_directory", downloads.toAbsolutePath().toString()));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(driver().orElseThrow().toFile())
            .usingAnyFreePort()
            .build();
    return new ChromeDriver(service, options);
  }

  private static Optional<Path> browser() {
    return onPath("chromium", "chromium-browser", "google-chrome");
  }

  private static Optional<Path> driver() {
    return onPath("chromedriver");
  }

  private static Optional<Path> onPath(String... names) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .flatMap(folder -> Arrays.stream(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
