package dev.clearcut.cutout;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import java.io.File;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MainJobTest {

  @Test
  void aPhotoBecomesACutout() {
    given()
        .multiPart("image", new File("src/test/resources/photos/coffee.jpg"))
        .multiPart("preset", "transparent")
        .multiPart("preset", "amazon")
        .when()
        .post("/cutouts")
        .then()
        .statusCode(201);
  }
}
