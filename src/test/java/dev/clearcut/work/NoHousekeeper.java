package dev.clearcut.work;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * In tests time jumps while work runs: nobody is taken for dead, but by the replicas that a test
 * makes for that.
 */
@Mock
@ApplicationScoped
class NoHousekeeper extends Housekeeper {

  @Override
  ScheduledExecutorService threads() {
    return new ScheduledThreadPoolExecutor(1) {
      @Override
      public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return null;
      }

      @Override
      public ScheduledFuture<?> scheduleWithFixedDelay(
          Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return null;
      }
    };
  }
}
