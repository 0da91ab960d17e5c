package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.Incoming;
import dev.clearcut.mock.contract.RequestCheck;
import io.quarkus.arc.All;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Finds out everything about a request that can be known before any work is done. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Inspection implements Handler<RoutingContext> {

  /** Longer bodies are looked at by a worker: that takes more than a moment. */
  private static final int SHORT = 16 * 1024;

  private final RequestReader reader;
  private final RequestCheck check;
  private final Digests digests;
  private final List<CallOwner> owners;

  Inspection(
      RequestReader reader, RequestCheck check, Digests digests, @All List<CallOwner> owners) {
    this.reader = reader;
    this.check = check;
    this.digests = digests;
    this.owners = owners;
  }

  @Override
  public void handle(RoutingContext context) {
    Call call = CurrentCall.of(context);
    if (call == null) {
      context.next();
      return;
    }
    call.begin();
    // Whoever has read the body need not fail the call when the connection is closed later.
    context.request().exceptionHandler(null);
    if (context.fileUploads().isEmpty() && context.request().bytesRead() <= SHORT) {
      inspect(context, call);
      context.next();
    } else {
      context
          .vertx()
          .executeBlocking(
              () -> {
                inspect(context, call);
                return null;
              },
              false)
          .onSuccess(done -> context.next())
          .onFailure(context::fail);
    }
  }

  private void inspect(RoutingContext context, Call call) {
    Incoming request = reader.read(context);
    call.read(request);
    owner(request)
        .ifPresent(
            owner -> {
              call.account(owner.account());
              owner.object().ifPresent(object -> call.objects(List.of(object)));
            });
    call.violations(check.check(request));
    digests.take(call, context.body().buffer(), request.body());
  }

  private Optional<CallOwner.Owner> owner(Incoming request) {
    return request.operation().scheme().isPresent()
        ? Optional.empty()
        : owners.stream().flatMap(owner -> owner.of(request).stream()).findFirst();
  }
}
