package dev.clearcut.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/** Whether an object can be stored, found and deleted; asked at most every few seconds. */
@Readiness
@ApplicationScoped
class StorageHealth implements HealthCheck {

  static final String NAME = "storage";

  private static final Logger LOG = Logger.getLogger(StorageHealth.class);
  private static final Duration VALID = Duration.ofSeconds(10);

  private final ObjectStore store;
  private final InstantSource clock;
  private final String key = "health/" + UUID.randomUUID();
  private Instant checked = Instant.MIN;
  private boolean up;

  StorageHealth(ObjectStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public synchronized HealthCheckResponse call() {
    if (!clock.instant().isBefore(checked.equals(Instant.MIN) ? checked : checked.plus(VALID))) {
      up = works();
      checked = clock.instant();
    }
    return HealthCheckResponse.named(NAME).status(up).build();
  }

  private boolean works() {
    try {
      Path file = Files.createTempFile("clearcut-", ".health");
      try {
        Files.writeString(file, NAME);
        store.put(key, file);
        boolean there = store.size(key).isPresent();
        store.delete(key);
        return there;
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (ObjectStoreException | UncheckedIOException | IOException e) {
      LOG.warnf("The object store does not work: %s", e.getMessage());
      return false;
    }
  }
}
