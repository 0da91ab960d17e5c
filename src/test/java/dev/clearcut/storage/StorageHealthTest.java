package dev.clearcut.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** Probes are tasks that the test runs when it likes: one that is not run hangs. */
class StorageHealthTest {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Queue<Runnable> probes = new ArrayDeque<>();
  private final AtomicInteger stored = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-28T04:00:00Z");
  private RuntimeException failure;

  @Test
  void aStoreThatWorksIsUpAndIsNotTriedAgainForAWhile() {
    StorageHealth health = new StorageHealth(store(), () -> now, Runnable::run, FOR_EVER);

    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    now = now.plusSeconds(9);
    assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    assertThat(stored).hasValue(1);

    now = now.plusSeconds(1);
    health.call();
    assertThat(stored).hasValue(2);
  }

  @Test
  void aStoreThatFailsIsDown() {
    failure = new ObjectStoreException("away");
    StorageHealth health = new StorageHealth(store(), () -> now, Runnable::run, FOR_EVER);

    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void aProbeThatHangsMeansDownAndNoOtherOneIsBegunBehindIt() {
    StorageHealth health = new StorageHealth(store(), () -> now, probes::add, AT_ONCE);

    for (int i = 0; i < 100; i++) {
      assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);
      now = now.plusSeconds(60);
    }

    assertThat(probes).hasSize(1);
  }

  @Test
  void aStoreThatAnswersAgainIsTriedAgainAtOnce() {
    Queue<Runnable> hung = probes;
    StorageHealth health =
        new StorageHealth(
            store(),
            () -> now,
            task -> {
              if (hung.isEmpty() && stored.get() == 0) {
                hung.add(task);
              } else {
                task.run();
              }
            },
            AT_ONCE);
    assertThat(health.call().getStatus()).isEqualTo(Status.DOWN);

    hung.remove().run();

    assertThat(stored).hasValue(1);
    health.call();
    assertThat(stored).hasValue(2);
  }

  private ObjectStore store() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "put" -> put();
                  case "size" -> OptionalLong.of(7);
                  default -> null;
                });
  }

  private Object put() {
    if (failure != null) {
      throw failure;
    }
    stored.incrementAndGet();
    return null;
  }
}
