package dev.clearcut.rendition;

import dev.clearcut.backgroundcut.BackgroundCutException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;

/**
 * Makes renditions for callers that do not wait: so many at a time, so many in a queue. What is
 * queued is claimed already, so that another replica goes on with it when this one dies.
 */
@ApplicationScoped
class BackgroundWork {

  private static final Logger LOG = Logger.getLogger(BackgroundWork.class);

  private final ManagedExecutor executor;
  private final Semaphore room;
  private final int places;
  private final Producer producer;
  private final Claims claims;
  private final Leases leases;
  private volatile boolean stopping;

  BackgroundWork(BackgroundConfig config, Producer producer, Claims claims, Leases leases) {
    this.executor =
        ManagedExecutor.builder()
            .maxAsync(config.workers())
            .maxQueued(-1)
            .propagated(ThreadContext.NONE)
            .cleared(ThreadContext.ALL_REMAINING)
            .build();
    this.places = config.workers() + config.queue();
    this.room = new Semaphore(places);
    this.producer = producer;
    this.claims = claims;
    this.leases = leases;
  }

  /** Whether more work would be taken on. */
  boolean hasRoom() {
    return free() > 0;
  }

  /** How much more work would be taken on. */
  int free() {
    return room.availablePermits();
  }

  /** How much work runs or waits. */
  int taken() {
    return places - free();
  }

  /** Takes the making on, and returns at once; false when there is no room. */
  boolean start(StoredPhoto photo, List<Claim> claimed) {
    return start(photo, claimed, () -> producer.produce(photo, claimed));
  }

  /** Takes on to look for what may be paid for; otherwise as {@link #start}. */
  boolean startLooking(StoredPhoto photo, List<Claim> claimed) {
    return start(photo, claimed, () -> producer.look(photo, claimed));
  }

  private boolean start(StoredPhoto photo, List<Claim> claimed, Runnable work) {
    if (!room.tryAcquire()) {
      return false;
    }
    leases.keep(claimed);
    executor.execute(() -> run(photo, claimed, work));
    return true;
  }

  private void run(StoredPhoto photo, List<Claim> claimed, Runnable work) {
    try {
      if (stopping) {
        claims.abandon(claimed);
        return;
      }
      work.run();
    } catch (BackgroundCutException | HttpProblem e) {
      LOG.warnf(
          "Cutout %s could not be made in the background: %s", photo.cutoutId(), e.getMessage());
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      LOG.errorf(e, "Cutout %s could not be made in the background", photo.cutoutId());
    } finally {
      leases.drop(claimed);
      room.release();
    }
  }

  /** What is queued is given up at once; what runs may end. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    stopping = true;
  }
}
