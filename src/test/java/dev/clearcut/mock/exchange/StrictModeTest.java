package dev.clearcut.mock.exchange;

import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.Json.field;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Callers;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** In strict mode what the vendor overlooks is refused, in the words of the journal. */
@QuarkusTest
@TestProfile(Callers.class)
class StrictModeTest {

  private final String account = "strict-" + UUID.randomUUID();

  @Test
  void anUnknownFieldIsRefused() {
    asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"k\", \"colour\": 1}")
        .post("/v3/file-ops/get-public-url/")
        .then()
        .statusCode(400)
        .body(field("detail", equalTo("Unknown field: colour.")));
  }

  @Test
  void anUnknownPartIsRefused() {
    asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("key", "k")
        .multiPart("colour", "red")
        .post("/v3/file-ops/upload/")
        .then()
        .statusCode(400)
        .body(field("detail", equalTo("Unknown field: colour.")));
  }

  @Test
  void anUnknownQueryParameterIsRefused() {
    asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"k\"}")
        .post("/v3/file-ops/get-public-url/?verbose=1")
        .then()
        .statusCode(400)
        .body(field("detail", equalTo("Unknown query parameter: verbose.")));
  }

  @Test
  void aRequestAsTheContractSaysIsAnswered() {
    asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("key", "k")
        .post("/v3/file-ops/upload/")
        .then()
        .statusCode(200);
  }
}
