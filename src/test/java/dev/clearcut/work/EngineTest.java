package dev.clearcut.work;

import static dev.clearcut.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.testing.Logged;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is scheduled runs: after the commit, again when it has to, and also when a replica dies. */
@QuarkusTest
class EngineTest {

  private static final String TASK = Rehearsal.NAME;
  private static final Duration HOUR = Duration.ofHours(1);

  @Inject Engine engine;
  @Inject Dispatcher dispatcher;
  @Inject Rehearsal rehearsal;
  @Inject Due due;
  @Inject ScheduledTasks rows;
  @Inject EntityManager entities;
  @Inject DataSource dataSource;
  @Inject InstantSource clock;
  @Inject Replicas replicas;

  private final String id = UUID.randomUUID().toString();

  @BeforeEach
  void nothingElseIsDue() {
    due.forgetAll();
  }

  @Test
  void whatIsScheduledBeginsWhenTheTransactionIsCommitted() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              engine.schedule(TASK, id);
              dispatcher.look();
              assertThat(QuarkusTransaction.requiringNew().call(() -> due.time(TASK, id)))
                  .as("seen by others")
                  .isNull();
            });

    await().until(() -> rehearsal.times(id) == 1);
  }

  @Test
  void whoDiesBeforeTheCommitHasScheduledNothing() {
    assertThatThrownBy(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(
                        () -> {
                          engine.schedule(TASK, id);
                          throw new IllegalStateException("killed");
                        }))
        .hasMessageContaining("killed");

    due.run();
    assertThat(due.time(TASK, id)).isNull();
    assertThat(rehearsal.times(id)).isZero();
  }

  @RepeatedTest(20)
  void anyNumberOfTransactionsAtOnceScheduleTheSame() throws Exception {
    int callers = 8;
    CyclicBarrier together = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      for (Future<?> one :
          threads.invokeAll(
              Collections.nCopies(
                  callers,
                  () -> {
                    together.await();
                    QuarkusTransaction.requiringNew()
                        .run(() -> engine.schedule(TASK, id, in(HOUR)));
                    return null;
                  }))) {
        one.get();
      }
    } finally {
      threads.shutdown();
    }

    assertThat(due.time(TASK, id)).isNotNull();
  }

  @Test
  void withoutATransactionItBeginsAtOnce() {
    engine.schedule(TASK, id);

    await().until(() -> rehearsal.times(id) == 1);
    due.run();
    assertThat(due.time(TASK, id)).isNull();
  }

  @Test
  void whatIsNotDueWaits() {
    engine.schedule(TASK, id, in(HOUR));

    due.run();
    assertThat(rehearsal.times(id)).isZero();
  }

  @Test
  void itIsMovedToAnEarlierTimeAndNeverToALaterOne() {
    engine.schedule(TASK, id, in(HOUR));
    engine.schedule(TASK, id, in(HOUR.dividedBy(2)));
    assertThat(due.time(TASK, id)).isBefore(in(HOUR.dividedBy(2)).plusMillis(1));

    engine.schedule(TASK, id, in(HOUR.multipliedBy(2)));
    assertThat(due.time(TASK, id)).isBefore(in(HOUR.dividedBy(2)).plusMillis(1));
  }

  @Test
  void whatIsCancelledDoesNotRun() {
    engine.schedule(TASK, id, in(HOUR));
    engine.cancel(TASK, id);

    assertThat(due.time(TASK, id)).isNull();
  }

  @Test
  void itRunsAgainWhenItSaysSo() {
    Instant next = in(HOUR).truncatedTo(ChronoUnit.MICROS);
    rehearsal.doing(id, times -> Optional.of(next));
    engine.schedule(TASK, id);

    await().until(() -> rehearsal.times(id) == 1);
    due.run();
    assertThat(due.time(TASK, id)).isEqualTo(next);
  }

  @Test
  void whoSchedulesItWhileItRunsHasItRunOnceMore() {
    CountDownLatch seen = new CountDownLatch(1);
    rehearsal.doing(
        id,
        times -> {
          if (times == 1) {
            uninterrupted(seen);
          }
          return Optional.empty();
        });
    engine.schedule(TASK, id);
    await().until(() -> rehearsal.times(id) == 1);

    engine.schedule(TASK, id);
    engine.schedule(TASK, id, in(HOUR));
    seen.countDown();

    await().until(() -> rehearsal.times(id) == 2);
    due.run();
    assertThat(due.time(TASK, id)).isNull();
    assertThat(rehearsal.times(id)).isEqualTo(2);
  }

  @Test
  void whatIsCancelledWhileItRunsDoesNotRunAgain() {
    CountDownLatch cancelled = new CountDownLatch(1);
    rehearsal.doing(
        id,
        times -> {
          uninterrupted(cancelled);
          return Optional.empty();
        });
    engine.schedule(TASK, id);
    await().until(() -> rehearsal.times(id) == 1);

    engine.schedule(TASK, id);
    engine.cancel(TASK, id);
    cancelled.countDown();

    due.run();
    assertThat(rehearsal.times(id)).isEqualTo(1);
  }

  @Test
  void aFailureIsLoggedWithItsStackAndTriedAgainAfterAPauseThatGrows() {
    IllegalStateException failure = new IllegalStateException("it is down");
    rehearsal.doing(
        id,
        times -> {
          if (times <= 2) {
            throw failure;
          }
          return Optional.empty();
        });
    try (Logged log = Logged.by(Dispatcher.class.getName())) {
      engine.schedule(TASK, id);
      await().until(() -> rehearsal.times(id) == 1);
      due.run();
      assertThat(log.records())
          .anySatisfy(record -> assertThat(record.getThrown()).isSameAs(failure));
    }
    assertThat(due.time(TASK, id)).isBetween(in(Duration.ZERO), in(Duration.ofSeconds(10)));

    Instant before = clock.instant();
    due.now(TASK, id);
    await().until(() -> rehearsal.times(id) == 2);
    due.run();
    assertThat(due.time(TASK, id)).isAfter(before.plusSeconds(19));

    due.now(TASK, id);
    await().until(() -> rehearsal.times(id) == 3);
    due.run();
    assertThat(due.time(TASK, id)).isNull();
  }

  @Test
  void whatADeadReplicaRanRunsElsewhere() {
    Instant longAgo = clock.instant().minus(HOUR);
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              rows.add(TASK, id, longAgo);
              entities
                  .createQuery(
                      "update ScheduledTask set picked = true, pickedBy = 'dead',"
                          + " lastHeartbeat = :then, version = 7 where id = :id")
                  .setParameter("then", longAgo)
                  .setParameter("id", id)
                  .executeUpdate();
            });

    replicas.during(
        replicas.eager(),
        () -> {
          await().until(() -> rehearsal.times(id) == 1);
          due.run();
        });
    assertThat(due.time(TASK, id)).isNull();
  }

  @Test
  void whatRunsOnTwoReplicasAtOnceDoesNoHarm() {
    CountDownLatch both = new CountDownLatch(2);
    rehearsal.doing(
        id,
        times -> {
          both.countDown();
          uninterrupted(both);
          return Optional.empty();
        });
    engine.schedule(TASK, id);
    await().until(() -> rehearsal.times(id) == 1);
    replicas.during(
        replicas.eager(),
        () -> {
          await()
              .until(
                  () -> {
                    takenForDead();
                    return rehearsal.times(id) == 2;
                  });
          due.run();
        });
    assertThat(due.time(TASK, id)).isNull();
    assertThat(rehearsal.times(id)).isEqualTo(2);
  }

  private void takenForDead() {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                entities
                    .createQuery(
                        "update ScheduledTask set lastHeartbeat = :then"
                            + " where id = :id and version = 2")
                    .setParameter("then", clock.instant().minus(HOUR))
                    .setParameter("id", id)
                    .executeUpdate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT10M", "-PT10M"})
  void aReplicaWhoseClockIsWrongBeginsWhatIsDueAndNothingElse(Duration wrongBy) {
    String later = UUID.randomUUID().toString();
    rows.add(TASK, later, in(Duration.ofMinutes(5)));
    rows.add(TASK, id, clock.instant());

    replicas.during(replicas.skewed(wrongBy), () -> await().until(() -> rehearsal.times(id) == 1));

    assertThat(rehearsal.times(later)).isZero();
  }

  @Test
  void whatRunsMayEndWhenTheApplicationStopsAndWhatWaitsIsLeft() {
    String waiting = UUID.randomUUID().toString();
    CountDownLatch stopping = new CountDownLatch(1);
    rehearsal.doing(
        id,
        times -> {
          uninterrupted(stopping);
          return Optional.empty();
        });
    Dispatcher replica = replicas.eager();
    replica.start(new StartupEvent());
    rows.add(TASK, id, clock.instant());
    await().until(() -> rehearsal.times(id) == 1);

    replica.leave(new ShutdownEvent());
    rows.add(TASK, waiting, clock.instant());
    replica.look();
    stopping.countDown();
    replica.stop(new ShutdownEvent());

    assertThat(due.time(TASK, id)).as("ended").isNull();
    assertThat(rehearsal.times(waiting)).isZero();
    due.run();
    assertThat(rehearsal.times(waiting)).isEqualTo(1);
  }

  @Test
  void whatIsDueLaterBeginsInItsTimeAndNotWhenItIsPolledFor() {
    Dispatcher replica = replicas.with(dataSource, Map.of("clearcut.work.poll-every", "PT24H"));
    replicas.during(
        replica,
        () -> {
          Instant soon = clock.instant().plusMillis(300);
          rows.add(TASK, id, soon);
          replica.lookAt(soon);
          replica.lookAt(soon);

          await().until(() -> rehearsal.times(id) == 1);
          assertThat(clock.instant()).isAfterOrEqualTo(soon);
        });
  }

  @Test
  void aReplicaThatHasNothingToDoAsksOneStatementForEachLook() {
    AtomicInteger statements = new AtomicInteger();
    Dispatcher idle =
        replicas.with(
            counted(statements),
            Map.of("clearcut.work.poll-every", "PT24H", "clearcut.work.lease", "PT24H"));
    idle.start(new StartupEvent());
    int deadLookedFor = 1;
    for (int looks = 1; looks <= 5; looks++) {
      int asked = looks + deadLookedFor;
      await().until(() -> statements.get() == asked);
      idle.look();
    }
    idle.leave(new ShutdownEvent());
    idle.stop(new ShutdownEvent());

    assertThat(statements.get()).isLessThanOrEqualTo(6 + deadLookedFor);
  }

  /** The database, whose statements are counted. */
  private DataSource counted(AtomicInteger statements) {
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              statements.incrementAndGet();
              return method.invoke(dataSource, arguments);
            });
  }

  @Test
  void aTaskThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> engine.schedule("nonsense", id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nonsense");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lease", "poll-every"})
  void aSettingThatMakesNoSenseIsRefusedByName(String key) {
    assertThatThrownBy(() -> replicas.with(dataSource, Map.of("clearcut.work." + key, "PT0S")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("clearcut.work." + key);
  }

  private Instant in(Duration time) {
    return clock.instant().plus(time);
  }

  private static void uninterrupted(CountDownLatch event) {
    try {
      event.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
