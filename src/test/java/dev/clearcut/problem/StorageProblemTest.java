package dev.clearcut.problem;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.clearcut.storage.ObjectStore;
import dev.clearcut.storage.ObjectStoreException;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** A store that goes away and comes back. */
@QuarkusTest
class StorageProblemTest {

  private final byte[] photo = Photos.unseenCup();

  @Test
  void aStoreThatIsAwayIsAProblemThatSaysWhenToComeBack() {
    QuarkusMock.installMockForType(away(), ObjectStore.class);

    post()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", equalTo("10"))
        .body(field("type", equalTo("urn:clearcut:problem:storage-unavailable")))
        .body(field("detail", containsString("not your fault")))
        .body(field("detail", not(containsString("secret-host"))));
  }

  @Test
  void nothingIsPaidForWhatCannotBeKept() {
    int charges = Emulator.charges(Emulator.SERVICE_ACCOUNT);
    QuarkusMock.installMockForType(away(), ObjectStore.class);

    post().statusCode(503);

    assertThat(Emulator.charges(Emulator.SERVICE_ACCOUNT)).isEqualTo(charges);
  }

  private ValidatableResponse post() {
    return given().multiPart("image", "photo.jpg", photo).post("/cutouts").then();
  }

  private static ObjectStore away() {
    return (ObjectStore)
        Proxy.newProxyInstance(
            ObjectStore.class.getClassLoader(),
            new Class<?>[] {ObjectStore.class},
            (proxy, method, arguments) -> {
              throw new ObjectStoreException("Cannot reach secret-host:9000");
            });
  }
}
