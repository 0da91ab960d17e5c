package dev.clearcut.cutout;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A quick look first, the real thing from the same photo later. */
@QuarkusTest
class ProgressiveTest {

  @Test
  void aPreviewAndThenHighResolutionTakeOneUploadAndTwoCalls() throws IOException {
    byte[] photo = unseenPhoto(1200, 800);

    String id =
        Json.at(
            service()
                .multiPart("image", "photo.jpg", photo)
                .multiPart("preset", "preview")
                .post("/cutouts")
                .then()
                .statusCode(201)
                .body(field("variants.delivered.width", contains(612)))
                .body(field("variants.delivered.height", contains(408)))
                .extract()
                .asString(),
            "id");
    service()
        .contentType(ContentType.JSON)
        .body("{\"presets\": [\"transparent\"]}")
        .post("/cutouts/{id}/variants", id)
        .then()
        .statusCode(201)
        .body(field("variants.name", contains("preview", "transparent")))
        .body(field("variants.requested.quality", contains("low", "high")))
        .body(field("variants.delivered.width", contains(612, 1200)))
        .body(field("variants.delivered.height", contains(408, 800)));

    List<Object> calls = Emulator.calls(photo).stream().map(call -> call.get("operation")).toList();
    assertThat(calls).filteredOn("upload"::equals).hasSize(1);
    assertThat(calls).filteredOn("process"::equals).hasSize(2);
  }

  private static byte[] unseenPhoto(int width, int height) throws IOException {
    BufferedImage coffee = ImageIO.read(new ByteArrayInputStream(Photos.unseenCoffee()));
    BufferedImage photo = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    photo.createGraphics().drawImage(coffee, 0, 0, width, height, null);
    photo.setRGB(0, 0, ThreadLocalRandom.current().nextInt(0x1000000));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(photo, "png", png);
    return png.toByteArray();
  }
}
