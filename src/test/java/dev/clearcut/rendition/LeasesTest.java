package dev.clearcut.rendition;

import static dev.clearcut.testing.Patience.await;

import dev.clearcut.Sleeper;
import dev.clearcut.work.WorkConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Claims are renewed as long as the work on them lasts, whatever goes wrong meanwhile. */
class LeasesTest {

  private final AtomicInteger renewals = new AtomicInteger();
  private final List<Claim> held = List.of(new Claim(new RenditionEntity()));

  /** Claims whose first renewals fail in the worst ways. */
  private final class Failing extends Claims {

    Failing(WorkConfig config, InstantSource clock) {
      super(null, null, null, config, null, null, null, null, null, clock);
    }

    @Override
    void renew(Collection<Claim> claims) {
      switch (renewals.incrementAndGet()) {
        case 1 -> throw new IllegalStateException("the database is away");
        case 2 -> throw new LinkageError("not even an exception");
        default -> {}
      }
    }
  }

  @Test
  void anErrorDoesNotEndTheSchedule() {
    WorkConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(WorkConfig.class)
            .withDefaultValue("clearcut.work.lease", "PT0.004S")
            .build()
            .getConfigMapping(WorkConfig.class);
    InstantSource clock = InstantSource.system();
    Leases leases = new Leases(new Failing(config, clock), config, clock, new Sleeper());

    leases.keep(held);

    await().until(() -> renewals.get() > 3);
    leases.drop(held);
    leases.stop(new ShutdownEvent());
  }
}
