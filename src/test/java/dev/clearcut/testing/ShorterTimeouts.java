package dev.clearcut.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A vendor that hangs, or the host of a photo, is given up after seconds instead of minutes: how
 * the client is tuned by configuration alone. Callers are told at once when something may be under
 * way at the vendor, and the circuit breaker does not mind that half of all calls fail. Where a
 * slow machine makes a call miss its limit that nothing is wrong with, nothing is lost but time:
 * {@link SettledVendor}.
 */
public class ShorterTimeouts implements QuarkusTestProfile {

  private static final String CALLS = "dev.clearcut.backgroundcut.VendorCalls/";

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> overrides = new LinkedHashMap<>();
    for (String call : List.of("upload", "publicUrl", "download", "delete", "segment")) {
      overrides.put(CALLS + call + "/Timeout/value", "1");
    }
    for (String paid : List.of("process", "initialize")) {
      overrides.put(CALLS + paid + "/Timeout/value", "2");
    }
    overrides.put(CALLS + "CircuitBreaker/requestVolumeThreshold", "1000");
    overrides.put("dev.clearcut.backgroundcut.VendorLimits/allCalls/RateLimit/value", "1000000");
    // A time limit alone leaves the connection open: the vendor would not know that nobody waits.
    overrides.put("quarkus.rest-client.backgroundcut.read-timeout", "2000");
    overrides.put("clearcut.backgroundcut.retry.delay", "PT0.01S");
    overrides.put("clearcut.backgroundcut.retry.max-delay", "PT0.1S");
    overrides.put("clearcut.claims.patience", "PT0S");
    overrides.put("clearcut.photo.url.first-byte", "PT1S");
    overrides.put("clearcut.photo.url.timeout", "PT3S");
    overrides.put("clearcut.webhooks.timeout", "PT0.5S");
    overrides.put("clearcut.mock.accounts.credits", "100000");
    overrides.put("clearcut.mock.journal.size", "50000");
    return overrides;
  }
}
