package dev.clearcut.mock.clock;

import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The emulator's time: the system's, plus what tests have moved it by. */
@ApplicationScoped
@Typed({EmulatorClock.class, Resettable.class})
@UnlessBuildProfile("prod")
public class EmulatorClock implements InstantSource, Resettable {

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return Instant.now().plus(ahead.get());
  }

  /** Moves time forward. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("Time only moves forward: " + by);
    }
    ahead.accumulateAndGet(by, Duration::plus);
  }

  /** Goes back to the system's time. */
  @Override
  public void reset() {
    ahead.set(Duration.ZERO);
  }

  /** Does nothing: time is everybody's. */
  @Override
  public void reset(String account) {}
}
