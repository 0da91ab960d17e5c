package dev.clearcut.mock.removal;

import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Admits image work: some calls at a time, and some more that wait in order of arrival. The others
 * are sent away at once, so that the threads of the server are never all in here.
 */
@Startup
@ApplicationScoped
@UnlessBuildProfile("prod")
public class WorkQueue {

  private static final int MOST_BY_DEFAULT = 2;
  private static final int MOST_AT_A_TIME = 50;

  /** Each holds a thread of the server, which has 200 or more. */
  private static final int MOST_WAITING = 100;

  private static final int RETRY_AFTER_SECONDS = 1;

  /** Work on images. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  private final Semaphore places;
  private final Semaphore turns;
  private final Contract contract;

  WorkQueue(WorkConfig config, Contract contract) {
    int cores = Runtime.getRuntime().availableProcessors();
    int concurrent = config.concurrent().orElse(Math.min(MOST_BY_DEFAULT, cores));
    require("concurrent", concurrent >= 1 && concurrent <= MOST_AT_A_TIME, concurrent);
    require("queue", config.queue() >= 0 && config.queue() <= MOST_WAITING, config.queue());
    this.places = new Semaphore(concurrent + config.queue());
    this.turns = new Semaphore(concurrent, true);
    this.contract = contract;
  }

  private static void require(String key, boolean inRange, int value) {
    if (!inRange) {
      throw new IllegalArgumentException(
          "clearcut.mock.work." + key + " is out of range: " + value);
    }
  }

  /** How many more calls would be admitted now. */
  public int free() {
    return places.availablePermits();
  }

  /** Waits for a turn and does the work: 503 without having waited when too many wait already. */
  public void run(Work work) throws IOException {
    if (!places.tryAcquire()) {
      throw contract.error(Sentence.OVERLOADED, RETRY_AFTER_SECONDS);
    }
    try {
      turns.acquireUninterruptibly();
      try {
        work.run();
      } finally {
        turns.release();
      }
    } finally {
      places.release();
    }
  }
}
