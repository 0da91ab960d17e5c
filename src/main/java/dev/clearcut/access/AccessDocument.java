package dev.clearcut.access;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Says in the service's document how callers show who they are, and which role each call needs. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class AccessDocument implements OASFilter {

  private static final DotName ROLES = DotName.createSimple(RolesAllowed.class);
  private static final DotName OPERATION =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.Operation.class);

  private final Map<String, String> roleByOperation;

  /** Reads the annotations of the resources. */
  public AccessDocument(IndexView index) {
    this.roleByOperation =
        index.getAnnotations(OPERATION).stream()
            .filter(operation -> operation.target().kind() == AnnotationTarget.Kind.METHOD)
            .filter(operation -> operation.value("operationId") != null)
            .flatMap(
                operation ->
                    role(operation.target().asMethod())
                        .map(role -> Map.entry(operation.value("operationId").asString(), role))
                        .stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(OASFactory.createComponents());
    }
    document
        .getComponents()
        .addSecurityScheme(
            "bearer",
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                    "An API key of this service, or a token of the OpenID Connect provider that it"
                        + " trusts."))
        .addSecurityScheme(
            "apiKey",
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.APIKEY)
                .in(SecurityScheme.In.HEADER)
                .name(ApiKeyMechanism.HEADER)
                .description("An API key of this service."));
    document.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .forEach(this::secure);
  }

  private void secure(Operation operation) {
    String role = roleByOperation.get(operation.getOperationId());
    if (role == null) {
      return;
    }
    String sentence = "Needs the role `%s`.".formatted(role);
    operation.setDescription(
        Stream.of(Optional.ofNullable(operation.getDescription()), Optional.of(sentence))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("\n\n")));
    operation.setSecurity(
        List.of(
            OASFactory.createSecurityRequirement().addScheme("bearer"),
            OASFactory.createSecurityRequirement().addScheme("apiKey")));
  }

  private static Optional<String> role(MethodInfo method) {
    return Stream.of(method.annotation(ROLES), method.declaringClass().declaredAnnotation(ROLES))
        .filter(found -> found != null)
        .findFirst()
        .map(AnnotationInstance::value)
        .map(value -> Arrays.stream(value.asStringArray()).collect(Collectors.joining("` or `")));
  }
}
