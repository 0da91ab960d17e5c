package dev.clearcut.work;

import static dev.clearcut.testing.Patience.await;

import dev.clearcut.testing.Logged;
import dev.clearcut.testing.Postgres;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same on the database of production, where rows are picked in another way; it goes away. */
@QuarkusTest
@TestProfile(Postgres.class)
class EngineOnPostgresTest extends EngineTest {

  private static final String LOOKING = "com.github.kagkarlsson.scheduler.RunUntilShutdown";

  private Postgres.Server server;

  @Test
  void anEngineGoesOnWhenTheDatabaseIsBack() {
    String id = UUID.randomUUID().toString();
    replicas.during(
        replicas.eager(),
        () -> {
          try (Logged vain = Logged.by(LOOKING)) {
            server.awayDuring(() -> await().until(() -> !vain.records().isEmpty()));
          }
          // The first connections of the pool are those that were cut.
          await()
              .ignoreExceptions()
              .until(
                  () -> {
                    rows.add(Rehearsal.NAME, id, clock.instant());
                    return true;
                  });
          await().until(() -> rehearsal.times(id) == 1);
          due.run();
        });
  }

  @Test
  void anEngineWhoseDatabaseIsAwayWhenItStartsBeginsWhenItIsThere() {
    AtomicInteger runs = new AtomicInteger();
    RecurringTask often =
        new RecurringTask() {
          @Override
          public String name() {
            return "often";
          }

          @Override
          public Optional<Duration> every() {
            return Optional.of(Duration.ofMillis(500));
          }

          @Override
          public void run() {
            runs.incrementAndGet();
          }
        };
    Dispatcher replica = replicas.eager(often);
    try (Logged vain = Logged.by(Dispatcher.class.getName())) {
      server.awayDuring(
          () -> {
            replica.start(new StartupEvent());
            await().until(() -> says(vain, "The recurring tasks are not scheduled yet"));
          });
    }
    try {
      await().until(() -> runs.get() == 2);
    } finally {
      replica.leave(new ShutdownEvent());
      replica.stop(new ShutdownEvent());
      due.forget(often.name());
    }
  }

  private static boolean says(Logged log, String sentence) {
    return log.records().stream().anyMatch(line -> line.getMessage().contains(sentence));
  }
}
