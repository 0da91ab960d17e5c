package dev.clearcut.mock;

import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.harness.EmulatorProcess;
import dev.clearcut.mock.imaging.TinyModel;
import dev.clearcut.testing.EmulatorAdmin;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Packaged;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The packaged emulator with a neural network, of a few nodes, as its engine. */
@Execution(ExecutionMode.CONCURRENT)
class EngineIT {

  @TempDir Path folder;

  private final String account = "engine-" + UUID.randomUUID();

  @Test
  void aModelFindsTheSubjectAndSaysWhatItIs() throws IOException {
    try (EmulatorProcess emulator = start(TinyModel.red(folder))) {
      URI url = emulator.url();
      engine(url)
          .body(field("engine", equalTo("onnx")))
          .body(field("model.licence", equalTo("CC0-1.0")))
          .body(field("model.loaded", equalTo(false)))
          .body(field("model.medianMillis", nullValue()));

      process(url).statusCode(200);

      BufferedImage cutout = result(url);
      assertThat(cutout.getRGB(100, 80)).isEqualTo(0xFFFF0000);
      assertThat(cutout.getRGB(20, 20) >>> 24).isZero();
      assertThat(cutout.getRGB(170, 80) >>> 24).as("blue: classical engines take it").isZero();
      engine(url)
          .body(field("model.loaded", equalTo(true)))
          .body(field("model.runs", equalTo(1)))
          .body(field("model.medianMillis", notNullValue()));
    }
  }

  @Test
  void aPhotoThatTheModelCannotTakeIsAnErrorAndCostsNothing() {
    try (EmulatorProcess emulator = start(TinyModel.failing(folder))) {
      process(emulator.url()).statusCode(500);

      assertThat(emulator.account(account).ledger()).isEmpty();
      vendor(emulator.url())
          .contentType(ContentType.JSON)
          .body("{\"key\": \"result.png\"}")
          .post("/v3/file-ops/get-public-url/")
          .then()
          .statusCode(404);
    }
  }

  @Test
  void aModelThatIsNotTheOneOfItsCardStopsTheStart() throws IOException {
    Path model = TinyModel.red(folder);
    Files.writeString(model, "something else");

    assertThatThrownBy(() -> start(model)).hasMessageContaining("ended with exit code");

    assertThat(folder.resolve("emulator.log"))
        .content()
        .contains("is not the one that its card " + folder.resolve("red.json") + " describes");
  }

  private EmulatorProcess start(Path model) {
    return EmulatorProcess.builder()
        .jar(Packaged.emulatorJar())
        .log(folder.resolve("emulator.log"))
        .options("-Dclearcut.mock.engine=onnx", "-Dclearcut.mock.engine.model=" + model)
        .start();
  }

  private ValidatableResponse engine(URI url) {
    return admin(url).get("/mock/engine").then().statusCode(200);
  }

  private static RequestSpecification admin(URI url) {
    return EmulatorAdmin.admin().baseUri(url.toString()).port(url.getPort());
  }

  private RequestSpecification vendor(URI url) {
    return RestAssured.given()
        .baseUri(url.toString())
        .port(url.getPort())
        .header("Authorization", "Token " + account);
  }

  /** A red square beside a blue one, on white. */
  private ValidatableResponse process(URI url) {
    BufferedImage photo = new BufferedImage(240, 160, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = photo.createGraphics();
    canvas.setColor(Color.WHITE);
    canvas.fillRect(0, 0, 240, 160);
    canvas.setColor(Color.RED);
    canvas.fillRect(60, 40, 80, 80);
    canvas.setColor(Color.BLUE);
    canvas.fillRect(150, 40, 50, 80);
    canvas.dispose();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try {
      ImageIO.write(photo, "png", file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    vendor(url)
        .multiPart("file", "photo.png", file.toByteArray(), "image/png")
        .multiPart("key", "photo.png")
        .post("/v3/file-ops/upload/")
        .then()
        .statusCode(200);
    return vendor(url)
        .contentType(ContentType.JSON)
        .body(
            "{\"input_key\": \"photo.png\", \"output_variants\": [{\"output_key\":"
                + " \"result.png\"}]}")
        .post("/v3/tools/ai/remove-bg/process/")
        .then();
  }

  private BufferedImage result(URI url) throws IOException {
    String found =
        Json.at(
            vendor(url)
                .contentType(ContentType.JSON)
                .body("{\"key\": \"result.png\"}")
                .post("/v3/file-ops/get-public-url/")
                .asString(),
            "url");
    return ImageIO.read(new ByteArrayInputStream(RestAssured.get(found).asByteArray()));
  }
}
