package dev.clearcut.mock.exchange;

import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Finds the call that is being worked on. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class CurrentCall {

  private static final String KEY = Call.class.getName();

  private final CurrentVertxRequest request;

  CurrentCall(CurrentVertxRequest request) {
    this.request = request;
  }

  /** The call of this request; empty when it is none to the emulator. */
  public Optional<Call> get() {
    return Optional.ofNullable(request.getCurrent()).map(CurrentCall::of);
  }

  /** The route that the call took. */
  public RoutingContext context() {
    return request.getCurrent();
  }

  /** The call of a request; null when it is none to the emulator. */
  public static Call of(RoutingContext context) {
    return context.get(KEY);
  }

  /** Opens a call. */
  public static void open(RoutingContext context, Call call) {
    context.put(KEY, call);
  }
}
