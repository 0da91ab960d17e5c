package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.clearcut.contract.Operation;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The emulator side of the contract: each operation has one route. */
@QuarkusTest
class EveryOperationTest {

  static List<Operation> operations() {
    return Operation.all();
  }

  static Stream<Operation> operationsOfTheApi() {
    return operations().stream().filter(operation -> operation.path().startsWith("/v3/"));
  }

  static Stream<Operation> operationsWithABody() {
    return operations().stream().filter(operation -> !operation.mediaTypes().isEmpty());
  }

  @Test
  void everyGeneratedInterfaceIsImplementedByExactlyOneResource() {
    var classes =
        new ClassFileImporter()
            .importPackages("dev.clearcut.mock", "dev.clearcut.backgroundcut.api");
    assertThat(classes.stream().filter(type -> isIn(type, "dev.clearcut.backgroundcut.api")))
        .hasSize(6)
        .allSatisfy(
            api ->
                assertThat(api.getAllSubclasses())
                    .filteredOn(type -> type.getPackageName().startsWith("dev.clearcut.mock."))
                    .hasSize(1));
  }

  @ParameterizedTest
  @MethodSource("operationsOfTheApi")
  void withoutItsLastSlashAPathLeadsNowhere(Operation operation) {
    given()
        .post(operation.path().replaceFirst("/$", ""))
        .then()
        .statusCode(404)
        .body(field("detail", equalTo("Not Found")));
  }

  @ParameterizedTest
  @MethodSource("operationsOfTheApi")
  void anotherVerbIsNotAllowed(Operation operation) {
    given()
        .put(operation.path())
        .then()
        .statusCode(405)
        .body(field("detail", equalTo("Method Not Allowed")));
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
            field(
                "detail",
                equalTo(
                    "Invalid Content-Type. Expected "
                        + operation.mediaTypes().iterator().next()
                        + ".")));
  }

  private static boolean isIn(JavaClass type, String aPackage) {
    return type.getPackageName().equals(aPackage);
  }
}
