package dev.clearcut.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;

/**
 * Does what is left of deletions beside the requests that began them. Nothing depends on it: what
 * has no place, fails or is interrupted is in the database, and taken up by a schedule.
 */
@ApplicationScoped
class DeletionWorkers {

  private static final Logger LOG = Logger.getLogger(DeletionWorkers.class);
  private static final int MOST_WAITING = 1000;

  private final Executor executor;

  @Inject
  DeletionWorkers(DeletionsConfig config) {
    this(
        ManagedExecutor.builder()
            .maxAsync(config.workers())
            .maxQueued(MOST_WAITING)
            .propagated(ThreadContext.NONE)
            .cleared(ThreadContext.ALL_REMAINING)
            .build());
  }

  DeletionWorkers(Executor executor) {
    this.executor = executor;
  }

  /** Takes the work on, and returns at once. */
  void start(Runnable work) {
    try {
      executor.execute(() -> run(work));
    } catch (RejectedExecutionException full) {
      LOG.debug("Too many deletions wait; the schedule goes on with this one");
    }
  }

  private static void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.warn("Something of a deleted cutout is left; the schedule tries again", e);
    }
  }
}
