package dev.clearcut.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/**
 * An emulator with room for a few photos of 50 KB and for a few calls, whose public URLs lead to a
 * host that is not there; and a service that may make three calls to the vendor an hour, and takes
 * no photos by URL.
 */
public class Narrow implements QuarkusTestProfile {

  public static final Path FOLDER = Path.of("target/bounds-test");
  public static final int QUEUE = 3;
  public static final int ACCOUNTS = 4;
  public static final int LEDGER = 3;

  private static final String CALLS = "dev.clearcut.backgroundcut.VendorLimits/allCalls/RateLimit/";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("clearcut.mock.work.concurrent", "2"),
        Map.entry("clearcut.mock.work.queue", String.valueOf(QUEUE)),
        Map.entry("clearcut.mock.accounts.limit", String.valueOf(ACCOUNTS)),
        Map.entry("clearcut.mock.accounts.ledger", String.valueOf(LEDGER)),
        Map.entry("clearcut.mock.faults.abandoned", "1"),
        Map.entry("clearcut.mock.space.quota", "400K"),
        Map.entry("clearcut.mock.space.total", "600K"),
        Map.entry("clearcut.mock.space.directory", FOLDER.toString()),
        Map.entry("clearcut.mock.space.lifetime", "PT1H"),
        Map.entry("clearcut.mock.space.public-url", "https://emulator.example.com/vendor"),
        Map.entry("clearcut.photo.url.enabled", "false"),
        Map.entry(CALLS + "value", "3"),
        Map.entry(CALLS + "window", "60"));
  }
}
