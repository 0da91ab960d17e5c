package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.KeyRejected;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What the vendor's last answer said of our key. A rejection is forgotten after a while: were it
 * not, a service that gets no requests because it is not ready would never learn better.
 */
@ApplicationScoped
class VendorKey {

  private final InstantSource clock;
  private final BackgroundCutConfig config;
  private volatile Instant rejected = Instant.MIN;

  VendorKey(InstantSource clock, BackgroundCutConfig config) {
    this.clock = clock;
    this.config = config;
  }

  boolean isRejected() {
    return clock.instant().isBefore(until());
  }

  /** The vendor did what was asked with the key. */
  void accepted() {
    rejected = Instant.MIN;
  }

  /** What came instead; whoever refuses with another reason than the key has accepted it. */
  void answered(BackgroundCutException failure) {
    if (failure instanceof KeyRejected) {
      rejected = clock.instant();
    } else if (failure.status() >= 400 && failure.status() < 500) {
      accepted();
    }
  }

  private Instant until() {
    Instant since = rejected;
    return since.equals(Instant.MIN) ? since : since.plus(config.keyRecheck());
  }
}
