package dev.clearcut.mock.edge;

import dev.clearcut.backgroundcut.model.Error;
import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.account.Caller;
import dev.clearcut.mock.call.Call;
import dev.clearcut.mock.call.CurrentCall;
import dev.clearcut.mock.fault.AfterFaults;
import dev.clearcut.mock.wire.HttpErrors;
import dev.clearcut.mock.wire.VendorError;
import dev.clearcut.mock.wire.Violation;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/** The last look at an answer: failures get the vendor's form, successes may be hit by faults. */
@Provider
@UnlessBuildProfile("prod")
public class Departures implements ContainerResponseFilter {

  private static final int FIRST_ERROR = 400;

  private final CurrentCall current;
  private final Caller caller;
  private final HttpErrors http;
  private final AfterFaults faults;

  Departures(CurrentCall current, Caller caller, HttpErrors http, AfterFaults faults) {
    this.current = current;
    this.caller = caller;
    this.http = http;
    this.faults = faults;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    current.get().ifPresent(call -> depart(call, request, response));
  }

  private void depart(
      Call call, ContainerRequestContext request, ContainerResponseContext response) {
    current.context().cancelAndCleanupFileUploads();
    Optional.ofNullable(caller.account()).map(Account::key).ifPresent(call::account);
    if (response.getStatus() < FIRST_ERROR) {
      faults
          .strike(call, response)
          .ifPresent(wait -> hold((ResteasyReactiveContainerRequestContext) request, wait));
    } else if (!(response.getEntity() instanceof Error)) {
      inVendorForm(call, response);
    }
  }

  /** Lets the answer wait, but no thread. */
  private void hold(ResteasyReactiveContainerRequestContext request, Duration wait) {
    request.suspend();
    current.context().vertx().setTimer(Math.max(1, wait.toMillis()), timer -> request.resume());
  }

  private void inVendorForm(Call call, ContainerResponseContext response) {
    VendorError error = http.other(response.getStatus());
    String detail =
        call.violations().stream()
            .filter(violation -> !violation.tolerated() && error.status() < 500)
            .map(Violation::sentence)
            .findFirst()
            .orElse(error.getMessage());
    response.setEntity(new Error(detail), null, MediaType.APPLICATION_JSON_TYPE);
  }
}
