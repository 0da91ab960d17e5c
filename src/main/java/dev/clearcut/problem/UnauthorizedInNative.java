package dev.clearcut.problem;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Takes the place, in a native executable, of a method of the problem library that reads fields
 * which this Quarkus has no more; native-image refuses to build with it. {@link AccessProblems}
 * answers before its callers do. It can go with a release of the library made for this Quarkus.
 */
@TargetClass(className = "io.quarkiverse.resteasy.problem.security.HttpUnauthorizedUtils")
final class UnauthorizedInNative {

  @Substitute
  static Uni<HttpProblem> toProblem(RoutingContext context, Exception failure) {
    return Uni.createFrom().item(Problems.NOT_AUTHENTICATED.with("This call needs an API key."));
  }
}
