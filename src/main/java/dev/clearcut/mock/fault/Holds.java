package dev.clearcut.mock.fault;

import dev.clearcut.mock.exchange.Call;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds calls whose work has not begun, or takes its time: by timers, without a thread. They go on
 * when their clients have gone, as a real server would not notice that either.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Holds {

  /** What becomes of a call that was held: one of the two, once. */
  interface Outcome {

    /** It goes on, whether or not its client is still there. */
    void goOn();

    /** It is not done; its connection is gone. */
    void giveUp();
  }

  /** Calls that are held for clients that have gone. */
  private final AtomicInteger abandoned = new AtomicInteger();

  private final Lines lines;
  private final int mostAbandoned;

  Holds(Lines lines, FaultConfig config) {
    this.lines = lines;
    this.mostAbandoned = config.abandoned();
    if (mostAbandoned < 0) {
      throw new IllegalArgumentException(
          "clearcut.mock.faults.abandoned must not be below 0, but is " + mostAbandoned);
    }
  }

  /** Holds a call for some time, or not at all if that is zero. */
  void hold(RoutingContext context, Call call, Duration time, Outcome outcome) {
    if (time.isZero()) {
      outcome.goOn();
    } else {
      Hold hold = new Hold(context, call, outcome);
      long timer = context.vertx().setTimer(Math.max(1, time.toMillis()), end -> hold.end());
      call.whenCancelled(
          onThisLoop(
              context,
              () -> {
                context.vertx().cancelTimer(timer);
                hold.end();
              }));
      whenClosed(context, hold::abandon);
    }
  }

  /** Lets a call hang until its connection is closed, by its client or in the end from here. */
  void hang(RoutingContext context, Call call, Outcome outcome) {
    Hold hold = new Hold(context, call, outcome);
    lines.hang(context, call);
    call.whenCancelled(onThisLoop(context, hold::end));
    whenClosed(context, hold::end);
  }

  private static void whenClosed(RoutingContext context, Runnable task) {
    Runnable afterAllOthersWereTold = onThisLoop(context, task);
    if (context.response().closed()) {
      afterAllOthersWereTold.run();
    } else {
      context.addEndHandler(
          end -> {
            if (context.response().closed()) {
              afterAllOthersWereTold.run();
            }
          });
    }
  }

  private static Runnable onThisLoop(RoutingContext context, Runnable task) {
    Context loop = context.vertx().getOrCreateContext();
    return () -> loop.runOnContext(now -> task.run());
  }

  private final class Hold {

    private final RoutingContext context;
    private final Call call;
    private final Outcome outcome;
    private boolean counted;
    private boolean over;

    private Hold(RoutingContext context, Call call, Outcome outcome) {
      this.context = context;
      this.call = call;
      this.outcome = outcome;
    }

    /** Its client has gone: it stays held, if there are not too many like it. */
    private void abandon() {
      synchronized (this) {
        if (over) {
          return;
        }
        counted = abandoned.incrementAndGet() <= mostAbandoned;
        if (counted) {
          return;
        }
        abandoned.decrementAndGet();
      }
      call.cancel();
    }

    private void end() {
      synchronized (this) {
        if (over) {
          return;
        }
        over = true;
        if (counted) {
          abandoned.decrementAndGet();
        }
      }
      if (call.isCancelled()) {
        lines.cut(context, call, Transport.RESET);
        outcome.giveUp();
      } else {
        outcome.goOn();
      }
    }
  }
}
