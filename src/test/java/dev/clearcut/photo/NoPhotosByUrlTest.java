package dev.clearcut.photo;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import dev.clearcut.testing.Narrow;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

/** Where photos by URL are not switched on, as in production, who names one is told. */
@QuarkusTest
@TestProfile(Narrow.class)
class NoPhotosByUrlTest {

  private static final String URL = "https://images.example.com/a.jpg";

  private static void isRefused(ValidatableResponse answer) {
    answer
        .statusCode(422)
        .body(field("type", endsWith("photo-url-not-allowed")))
        .body(field("detail", containsString("clearcut.photo.url.enabled")));
  }

  @Test
  void whoNamesAUrlIsToldWhoSwitchesItOn() {
    isRefused(service().multiPart("imageUrl", URL).post("/cutouts").then());
    isRefused(service().multiPart("imageUrl", URL).post("/selections").then());
    isRefused(service().multiPart("imageUrl", URL).post("/batches").then());
    isRefused(
        service()
            .contentType(ContentType.JSON)
            .body("{\"items\": [{\"ref\": \"a\", \"imageUrl\": \"%s\"}]}".formatted(URL))
            .post("/batches")
            .then());
  }
}
