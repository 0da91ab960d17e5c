package dev.clearcut.photo;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import dev.clearcut.testing.ImageHost;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.ShorterTimeouts;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** A server that begins and does not end, or does not begin. */
@QuarkusTest
@TestProfile(ShorterTimeouts.class)
class SlowPhotoTest {

  @Test
  void whatIsTooSlowIsGivenUp() {
    try (ImageHost host = new ImageHost()) {
      host.hang("/never.jpg").hangAfter("/drip.jpg", Photos.unseenCup());
      for (String path : new String[] {"/never.jpg", "/drip.jpg"}) {
        service()
            .multiPart("imageUrl", host.url(path))
            .multiPart("preset", "preview")
            .post("/cutouts")
            .then()
            .statusCode(422)
            .body(field("type", endsWith("photo-too-slow")))
            .body(field("detail", containsString("seconds")));
      }
    }
  }
}
