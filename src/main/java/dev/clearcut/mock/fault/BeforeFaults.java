package dev.clearcut.mock.fault;

import dev.clearcut.mock.contract.VendorError;
import dev.clearcut.mock.exchange.Call;
import dev.clearcut.mock.exchange.CurrentCall;
import dev.clearcut.mock.exchange.EmulatorRoutes;
import dev.clearcut.mock.exchange.ErrorBody;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/**
 * Faults that strike before the work, and those that make it take long. A call that is held goes on
 * when its client has gone.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class BeforeFaults implements Handler<RoutingContext> {

  private final Faults faults;
  private final Substitutes substitutes;
  private final ErrorBody errors;
  private final Lines lines;
  private final Holds holds;

  BeforeFaults(Faults faults, Substitutes substitutes, ErrorBody errors, Lines lines, Holds holds) {
    this.faults = faults;
    this.substitutes = substitutes;
    this.errors = errors;
    this.lines = lines;
    this.holds = holds;
  }

  void register(@Observes Router router) {
    for (String path : EmulatorRoutes.PATHS) {
      router.route(path).order(EmulatorRoutes.BEFORE_THE_WORK).handler(this);
    }
  }

  @Override
  public void handle(RoutingContext context) {
    Call call = CurrentCall.of(context);
    Optional<Fault> struck = call == null ? Optional.empty() : faults.strike(Phase.BEFORE, call);
    if (struck.isEmpty()) {
      Onward.next(context);
    } else {
      strike(context, call, struck.get());
    }
  }

  private void strike(RoutingContext context, Call call, Fault fault) {
    if (fault.work() != null) {
      Working.begin(context, fault);
    }
    if (fault.phase() == Phase.AFTER) {
      Onward.next(context);
    } else if (fault.effect() == Effect.LOSE_FILE) {
      context
          .vertx()
          .executeBlocking(
              () -> {
                substitutes.apply(fault, call);
                return null;
              },
              false)
          .onSuccess(lost -> hold(context, call, fault))
          .onFailure(context::fail);
    } else {
      hold(context, call, fault);
    }
  }

  private void hold(RoutingContext context, Call call, Fault fault) {
    boolean hangs = fault.transport() == Transport.HANG;
    Holds.Outcome outcome =
        new Holds.Outcome() {
          @Override
          public void goOn() {
            concludeOrFail(context, call, fault);
          }

          @Override
          public void giveUp() {
            context.cancelAndCleanupFileUploads();
          }
        };
    if (hangs) {
      holds.hang(context, call, outcome);
    } else {
      holds.hold(context, call, fault.hold(), outcome);
    }
  }

  /** A timer, other than a route, does not catch what its handler throws. */
  private void concludeOrFail(RoutingContext context, Call call, Fault fault) {
    try {
      conclude(context, call, fault);
    } catch (RuntimeException e) {
      context.fail(e);
    }
  }

  private void conclude(RoutingContext context, Call call, Fault fault) {
    Optional<VendorError> answer = substitutes.answer(fault, call);
    boolean done = answer.isEmpty() && fault.transport() != Transport.RESET;
    if (done) {
      Onward.next(context);
      return;
    }
    context.cancelAndCleanupFileUploads();
    if (fault.transport() == null) {
      errors.send(context.response(), answer.get());
    } else if (fault.transport().answers()) {
      Response response = errors.response(answer.orElseThrow());
      lines.send(
          context,
          BadlySent.of(
              call,
              fault,
              response.getStatus(),
              response.getStringHeaders(),
              response.getEntity()));
    } else {
      lines.cut(context, call, fault.transport());
    }
  }
}
