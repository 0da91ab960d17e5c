package dev.clearcut.mock.fault;

import dev.clearcut.mock.exchange.CurrentCall;
import dev.clearcut.mock.exchange.HttpErrors;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Lets the work of a call take as long as a fault says. What is wrong with its key or with the
 * request itself has been answered by then.
 */
@Provider
@PreMatching
@Priority(Priorities.USER)
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class Working implements ContainerRequestFilter {

  private static final String FAULT = Working.class.getName();
  private static final int GIVEN_UP = 503;

  private final CurrentCall current;
  private final Holds holds;
  private final HttpErrors http;

  Working(CurrentCall current, Holds holds, HttpErrors http) {
    this.current = current;
    this.holds = holds;
    this.http = http;
  }

  /** The work of this call will take as long as the fault says. */
  static void begin(RoutingContext context, Fault fault) {
    context.put(FAULT, fault);
  }

  /** The fault that says how long the work of this call takes, if one does. */
  static Optional<Fault> fault(RoutingContext context) {
    return Optional.ofNullable(context.get(FAULT));
  }

  @Override
  public void filter(ContainerRequestContext request) {
    current
        .get()
        .flatMap(call -> fault(current.context()))
        .ifPresent(fault -> work(fault, request));
  }

  private void work(Fault fault, ContainerRequestContext request) {
    ResteasyReactiveContainerRequestContext held =
        (ResteasyReactiveContainerRequestContext) request;
    held.suspend();
    RoutingContext context = current.context();
    Holds.Outcome outcome =
        new Holds.Outcome() {
          @Override
          public void goOn() {
            Onward.resume(context, held);
          }

          @Override
          public void giveUp() {
            held.resume(http.other(GIVEN_UP));
          }
        };
    context
        .vertx()
        .runOnContext(now -> holds.hold(context, CurrentCall.of(context), fault.work(), outcome));
  }
}
