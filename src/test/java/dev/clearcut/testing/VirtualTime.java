package dev.clearcut.testing;

import dev.clearcut.Sleeper;
import io.quarkus.test.junit.QuarkusMock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Time that passes only when a test says so, or when the application sleeps; nothing waits. To be
 * installed in each test anew.
 */
public final class VirtualTime implements InstantSource {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));

  /** Replaces the clock and the sleeper of the application for one test. */
  public static VirtualTime install() {
    VirtualTime time = new VirtualTime();
    QuarkusMock.installMockForType(time, InstantSource.class);
    QuarkusMock.installMockForType(
        new Sleeper() {
          @Override
          public void sleep(Duration pause) {
            time.pass(pause);
          }
        },
        Sleeper.class);
    return time;
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Lets time pass. */
  public void pass(Duration by) {
    now.updateAndGet(was -> was.plus(by));
  }

  /** Lets time pass until then; it never goes back. */
  public void passUntil(Instant then) {
    now.accumulateAndGet(then, (was, next) -> next.isAfter(was) ? next : was);
  }
}
