package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.clearcut.mock.contract.Operation.ExpectedBody;
import dev.clearcut.mock.contract.Operation.Parameter;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a whole request with the contract: key, parameters, media type, body. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class RequestCheck {

  private final Contract contract;
  private final SchemaCheck schemas;
  private final BodySchemas bodies;
  private final FormFields forms;

  RequestCheck(Contract contract, SchemaCheck schemas, BodySchemas bodies, FormFields forms) {
    this.contract = contract;
    this.schemas = schemas;
    this.bodies = bodies;
    this.forms = forms;
  }

  /** Everything that is wrong with a request; empty when it is what the contract says. */
  public List<Violation> check(Incoming request) {
    List<Violation> violations = new ArrayList<>();
    checkKey(request).ifPresent(violations::add);
    checkParameters(request, violations);
    checkBody(request, violations);
    return violations;
  }

  private Optional<Violation> checkKey(Incoming request) {
    return request
        .operation()
        .scheme()
        .filter(scheme -> scheme.key(request.authorization().orElse(null)).isEmpty())
        .map(scheme -> contract.error(scheme.unauthorized()).getMessage())
        .map(sentence -> Violation.refused("Authorization", sentence));
  }

  private void checkParameters(Incoming request, List<Violation> violations) {
    for (Parameter parameter : request.operation().parameters()) {
      String name = parameter.name();
      Optional<String> value =
          parameter.inQuery()
              ? request.query().getOrDefault(name, List.of()).stream().findFirst()
              : Optional.ofNullable(request.path().get(name));
      if (value.isPresent()) {
        violations.addAll(schemas.check(parameter.schema(), TextNode.valueOf(value.get()), name));
      } else if (parameter.required()) {
        violations.add(Violation.missing(name));
      }
    }
    request.query().keySet().stream()
        .filter(
            name ->
                request.operation().parameters().stream()
                    .noneMatch(known -> known.inQuery() && known.name().equals(name)))
        .map(name -> Violation.tolerated(name, "Unknown query parameter: " + name + "."))
        .forEach(violations::add);
  }

  private void checkBody(Incoming request, List<Violation> violations) {
    Body body = request.body();
    if (request.operation().body().isEmpty()) {
      if (!(body instanceof Body.None)) {
        violations.add(Violation.tolerated("", "This call has no body, but one was sent."));
      }
      return;
    }
    ExpectedBody expected = request.operation().body().get();
    if (!(body instanceof Body.None) && request.contentType().isEmpty()) {
      violations.add(
          Violation.tolerated(
              "Content-Type", "The media type is missing: " + expected.mediaType() + "."));
    }
    if (isOfAnotherType(expected, request.contentType())) {
      violations.add(
          Violation.refused(
              "Content-Type", "Invalid Content-Type. Expected " + expected.mediaType() + "."));
    } else if (expected.isForm()) {
      List<Part> parts = body instanceof Body.Form form ? form.parts() : List.of();
      violations.addAll(forms.check(expected.schema(), parts));
    } else if (body instanceof Body.Json json && json.value().isObject()) {
      violations.addAll(bodies.check(expected.schema(), json.value()));
    } else {
      violations.add(Violation.refused("", contract.error(Sentence.MALFORMED_JSON).getMessage()));
    }
  }

  private static boolean isOfAnotherType(ExpectedBody expected, Optional<String> contentType) {
    return contentType
        .map(type -> type.split(";", 2)[0].strip())
        .filter(type -> !type.equalsIgnoreCase(expected.mediaType()))
        .isPresent();
  }
}
