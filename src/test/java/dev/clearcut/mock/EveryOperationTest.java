package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.in;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.clearcut.contract.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emulator side of the contract: each operation has one route. */
@QuarkusTest
class EveryOperationTest {

  private static final String JSON = "application/json";
  private static final String FORM = "multipart/form-data";

  static List<Operation> operations() {
    return Operation.all();
  }

  static Stream<Operation> operationsOfTheApi() {
    return operations().stream().filter(operation -> operation.path().startsWith("/v3/"));
  }

  static Stream<Operation> operationsWithAKey() {
    return operations().stream().filter(operation -> !operation.securityScheme().isEmpty());
  }

  static Stream<Operation> operationsWithABody() {
    return operations().stream().filter(operation -> !operation.mediaTypes().isEmpty());
  }

  @Test
  void everyGeneratedInterfaceIsImplementedByExactlyOneResource() {
    var classes = new ClassFileImporter().importPackages("dev.clearcut");
    assertThat(classes.stream().filter(type -> isIn(type, "dev.clearcut.backgroundcut.api")))
        .hasSize(6)
        .allSatisfy(
            api ->
                assertThat(api.getAllSubclasses())
                    .filteredOn(type -> type.getPackageName().startsWith("dev.clearcut.mock."))
                    .hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aCallWithNothingInItIsRefusedInTheContractsWords(Operation operation) {
    String status =
        !operation.securityScheme().isEmpty()
            ? "401"
            : operation.sentences().containsKey("400") ? "400" : "404";

    send(withEmptyBody(anonymous(), operation), operation)
        .then()
        .statusCode(Integer.parseInt(status))
        .body("detail", in(operation.sentences().get(status)));
  }

  @ParameterizedTest
  @MethodSource("operationsWithAKey")
  void theKeyIsTakenInTheOperationsOwnSchemeOnly(Operation operation) {
    String own = operation.securityScheme().equals("TokenKey") ? "Token" : "Bearer";
    String other = own.equals("Token") ? "Bearer" : "Token";

    assertThat(statusWith(own + " " + UUID.randomUUID(), operation)).isNotEqualTo(401);
    assertThat(statusWith(other + " " + UUID.randomUUID(), operation)).isEqualTo(401);
    assertThat(statusWith(own + " revoked-key", operation)).isEqualTo(401);
    assertThat(statusWith(own + " ", operation)).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("operationsOfTheApi")
  void withoutItsLastSlashAPathLeadsNowhere(Operation operation) {
    given()
        .post(operation.path().replaceFirst("/$", ""))
        .then()
        .statusCode(404)
        .body("detail", equalTo("Not Found"));
  }

  @ParameterizedTest
  @MethodSource("operationsOfTheApi")
  void anotherVerbIsNotAllowed(Operation operation) {
    given()
        .put(operation.path())
        .then()
        .statusCode(405)
        .body("detail", equalTo("Method Not Allowed"));
  }

  @ParameterizedTest
  @MethodSource("operationsWithABody")
  void aBodyOfAnotherKindIsABadRequest(Operation operation) {
    String key =
        operation.securityScheme().equals("TokenKey") ? "Token some-key" : "Bearer some-key";

    anonymous()
        .header("Authorization", key)
        .contentType(ContentType.URLENC)
        .formParam("unique_filename", "x")
        .post(operation.path())
        .then()
        .statusCode(400)
        .body(
            "detail",
            equalTo(
                "Invalid Content-Type. Expected "
                    + operation.mediaTypes().iterator().next()
                    + "."));
  }

  private static int statusWith(String authorization, Operation operation) {
    RequestSpecification request = anonymous().header("Authorization", authorization);
    return send(withEmptyBody(request, operation), operation).statusCode();
  }

  private static RequestSpecification withEmptyBody(
      RequestSpecification request, Operation operation) {
    if (operation.mediaTypes().contains(FORM)) {
      return request.multiPart("nothing", "of interest");
    }
    return operation.mediaTypes().contains(JSON)
        ? request.contentType(ContentType.JSON).body("{}")
        : request;
  }

  private static io.restassured.response.Response send(
      RequestSpecification request, Operation operation) {
    return request.request(operation.verb(), operation.path().replaceAll("\\{\\w+}", "unknown"));
  }

  private static boolean isIn(JavaClass type, String aPackage) {
    return type.getPackageName().equals(aPackage);
  }
}
