package dev.clearcut.mock.exchange;

import dev.clearcut.backgroundcut.model.Error;
import dev.clearcut.mock.contract.VendorError;
import dev.clearcut.mock.contract.Violation;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** The last look at an answer: failures get the vendor's form, successes may be hit by faults. */
@Provider
@UnlessBuildProfile("prod")
public class Departures implements ContainerResponseFilter {

  private static final int FIRST_ERROR = 400;

  private final CurrentCall current;
  private final HttpErrors http;
  private final ErrorBody errors;
  private final AfterWork faults;

  Departures(CurrentCall current, HttpErrors http, ErrorBody errors, AfterWork faults) {
    this.current = current;
    this.http = http;
    this.errors = errors;
    this.faults = faults;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    current.get().ifPresent(call -> depart(call, request, response));
  }

  private void depart(
      Call call, ContainerRequestContext request, ContainerResponseContext response) {
    current.context().cancelAndCleanupFileUploads();
    if (response.getStatus() < FIRST_ERROR) {
      faults
          .strike(call, response)
          .ifPresent(wait -> hold((ResteasyReactiveContainerRequestContext) request, wait));
    } else if (!(response.getEntity() instanceof Error)) {
      inVendorForm(call, response);
    }
    call.end();
  }

  /** Lets the answer wait, but no thread; when nobody waits for it any more, it need not either. */
  private void hold(ResteasyReactiveContainerRequestContext request, Duration wait) {
    request.suspend();
    RoutingContext context = current.context();
    AtomicBoolean over = new AtomicBoolean();
    Runnable resume =
        () -> {
          if (over.compareAndSet(false, true)) {
            request.resume();
          }
        };
    context
        .vertx()
        .runOnContext(
            now -> {
              long timer =
                  context.vertx().setTimer(Math.max(1, wait.toMillis()), late -> resume.run());
              context.addEndHandler(
                  end -> {
                    context.vertx().cancelTimer(timer);
                    resume.run();
                  });
            });
  }

  private void inVendorForm(Call call, ContainerResponseContext response) {
    VendorError error = http.other(response.getStatus());
    String detail =
        call.violations().stream()
            .filter(violation -> !violation.tolerated() && error.status() < 500)
            .map(Violation::sentence)
            .findFirst()
            .orElse(error.getMessage());
    errors.replaceBody(response, detail);
  }
}
