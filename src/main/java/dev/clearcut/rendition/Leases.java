package dev.clearcut.rendition;

import dev.clearcut.Sleeper;
import dev.clearcut.work.Engine;
import dev.clearcut.work.WorkConfig;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Renews the claims of the work that runs here, so that nobody takes over what is alive. It does so
 * on a thread of its own: the others may all be busy with that very work.
 */
@ApplicationScoped
class Leases {

  private static final Logger LOG = Logger.getLogger(Leases.class);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Set<Claim> held;
  private final Claims claims;
  private final WorkConfig config;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "lease-renewal");
            thread.setDaemon(true);
            return thread;
          });

  Leases(Claims claims, WorkConfig config, InstantSource clock, Sleeper sleeper) {
    this.claims = claims;
    this.held = claims.kept();
    this.config = config;
    this.clock = clock;
    this.sleeper = sleeper;
    long millis = config.lease().dividedBy(Engine.SIGNS_OF_LIFE).toMillis();
    timer.scheduleWithFixedDelay(this::renew, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Keeps the claims alive until they are dropped. */
  void keep(Collection<Claim> claimed) {
    held.addAll(claimed);
  }

  /** The work on them has ended, one way or another. */
  void drop(Collection<Claim> claimed) {
    claimed.forEach(held::remove);
  }

  /** Whatever goes wrong once must not end the schedule: without it every claim is lost. */
  private void renew() {
    List<Claim> claimed = List.copyOf(held);
    if (claimed.isEmpty()) {
      return;
    }
    try {
      claims.renew(claimed);
    } catch (Throwable e) {
      LOG.warnf(e, "This replica cannot renew its claims on %d renditions", claimed.size());
    }
  }

  /** Lets running work end; what takes too long is given up, for another replica to go on. */
  void stop(@Observes @Priority(Interceptor.Priority.APPLICATION) ShutdownEvent event) {
    Instant deadline = clock.instant().plus(config.shutdownPatience());
    while (!held.isEmpty() && clock.instant().isBefore(deadline)) {
      sleeper.sleep(LOOK_AGAIN);
    }
    timer.shutdownNow();
    if (!held.isEmpty()) {
      LOG.infof("This replica leaves %d renditions to another one", held.size());
      claims.abandon(held);
    }
  }
}
