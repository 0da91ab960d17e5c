package dev.clearcut.mock.fault;

import dev.clearcut.mock.call.Call;
import dev.clearcut.mock.call.CurrentCall;
import dev.clearcut.mock.wire.ErrorBody;
import dev.clearcut.mock.wire.VendorError;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Faults that strike before the work. A call whose client gives up meanwhile is dropped, undone.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class BeforeFaults implements Handler<RoutingContext> {

  private final Faults faults;
  private final Substitutes substitutes;
  private final ErrorBody errors;
  private final Lines lines;

  BeforeFaults(Faults faults, Substitutes substitutes, ErrorBody errors, Lines lines) {
    this.faults = faults;
    this.substitutes = substitutes;
    this.errors = errors;
    this.lines = lines;
  }

  @Override
  public void handle(RoutingContext context) {
    Call call = CurrentCall.of(context);
    Optional<Fault> struck = call == null ? Optional.empty() : faults.strike(Phase.BEFORE, call);
    if (struck.isEmpty()) {
      context.next();
      return;
    }
    Fault fault = struck.get();
    substitutes.apply(fault, call);
    if (fault.hold().isZero()) {
      conclude(context, call, fault);
    } else {
      long millis = Math.max(1, fault.hold().toMillis());
      context.vertx().setTimer(millis, timer -> concludeOrFail(context, call, fault));
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
    if (context.response().closed()) {
      context.cancelAndCleanupFileUploads();
      return;
    }
    Optional<VendorError> answer = substitutes.answer(fault, call);
    if (fault.transport() == null && answer.isEmpty()) {
      context.next();
      return;
    }
    context.cancelAndCleanupFileUploads();
    if (fault.transport() == null) {
      errors.send(context.response(), answer.get());
    } else if (fault.transport().answers()) {
      lines.send(context, call, fault, answer(answer.orElseThrow()));
    } else {
      lines.cut(context, call, fault.transport());
    }
  }

  private Answer answer(VendorError error) {
    Map<String, String> headers = new LinkedHashMap<>(error.headers());
    headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    return new Answer(
        error.status(), headers, new Content.Bytes(Buffer.buffer(errors.bytes(error))));
  }
}
