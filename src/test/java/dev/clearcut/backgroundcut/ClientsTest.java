package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.clearcut.contract.Operation;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.rest.client.annotation.RegisterClientHeaders;
import org.eclipse.microprofile.rest.client.ext.ClientHeadersFactory;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The client side of the contract, by its annotations. */
@Execution(ExecutionMode.CONCURRENT)
class ClientsTest {

  /** The URL of a public file is opaque, and what is only announced answers 501. */
  private static final Set<String> NEVER_CALLED =
      Set.of("getPublicFile", "generateAiBackground", "inpaint");

  private record Route(String method, String verb, String path, Set<String> mediaTypes) {}

  private record Permission(String method, String securityScheme) {}

  @Test
  void everyOperationThatIsCalledHasExactlyOneClientMethodWithItsVeryPath() {
    assertThat(clients().flatMap(client -> operations(client).map(ClientsTest::route)))
        .containsExactlyInAnyOrderElementsOf(
            called()
                .map(each -> new Route(each.id(), each.verb(), each.path(), each.mediaTypes()))
                .toList());
  }

  @Test
  void everyOperationThatAsksForAKeyIsSentItInItsOwnScheme() {
    assertThat(clients().flatMap(ClientsTest::permissions))
        .containsAll(
            called()
                .filter(each -> !each.securityScheme().isEmpty())
                .map(each -> new Permission(each.id(), each.securityScheme()))
                .toList());
  }

  private static Stream<Operation> called() {
    return Operation.all().stream().filter(each -> !NEVER_CALLED.contains(each.id()));
  }

  private static Stream<Class<?>> clients() {
    return new ClassFileImporter(List.of(new DoNotIncludeTests()))
        .importPackages("dev.clearcut").stream()
            .filter(type -> type.isAnnotatedWith(RegisterRestClient.class))
            .map(JavaClass::reflect);
  }

  /** What follows a URL of the vendor's has no path of its own and is no operation. */
  private static Stream<Method> operations(Class<?> client) {
    return Arrays.stream(client.getMethods())
        .filter(method -> method.isAnnotationPresent(Path.class));
  }

  private static Route route(Method method) {
    return new Route(
        method.getName(),
        Arrays.stream(method.getAnnotations())
            .map(each -> each.annotationType().getAnnotation(HttpMethod.class))
            .filter(each -> each != null)
            .map(HttpMethod::value)
            .findFirst()
            .orElseThrow(),
        method.getAnnotation(Path.class).value(),
        Optional.ofNullable(method.getAnnotation(Consumes.class))
            .map(each -> Set.of(each.value()))
            .orElse(Set.of()));
  }

  private static Stream<Permission> permissions(Class<?> client) {
    return Optional.ofNullable(client.getAnnotation(RegisterClientHeaders.class)).stream()
        .map(headers -> scheme(headers.value()))
        .flatMap(
            scheme -> operations(client).map(method -> new Permission(method.getName(), scheme)));
  }

  private static String scheme(Class<? extends ClientHeadersFactory> headers) {
    return headers.equals(TokenAuthorization.class) ? "TokenKey" : "BearerKey";
  }
}
