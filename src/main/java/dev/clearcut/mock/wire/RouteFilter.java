package dev.clearcut.mock.wire;

import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;
import java.util.Map;

/**
 * Finds the operation that a request below {@code /v3/} is for. Paths are taken to the last slash,
 * as the vendor takes them: without it there is nothing.
 */
@Provider
@PreMatching
@Priority(RouteFilter.PRIORITY)
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class RouteFilter implements ContainerRequestFilter {

  /** Before all filters that ask for the operation. */
  static final int PRIORITY = 100;

  private static final String API = "/v3/";

  private final Operations operations;
  private final Contract contract;

  RouteFilter(Operations operations, Contract contract) {
    this.operations = operations;
    this.contract = contract;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    if (!path.startsWith(API)) {
      return;
    }
    Map<String, Operation> verbs = operations.at(path);
    if (verbs.isEmpty()) {
      throw contract.error(Status.NOT_FOUND);
    }
    if (!verbs.containsKey(request.getMethod())) {
      throw contract.error(Status.METHOD_NOT_ALLOWED);
    }
    verbs.get(request.getMethod()).announce(request);
  }
}
