package com.example.shop;

import static dev.clearcut.harness.Times.exactly;
import static dev.clearcut.harness.Times.once;
import static io.restassured.RestAssured.given;

import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.EmulatorTestResource;
import dev.clearcut.harness.InjectEmulator;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(
    value = EmulatorTestResource.class,
    initArgs = @ResourceArg(name = "key-property", value = "backgroundcut.key"))
class CutoutsTest {

  @InjectEmulator Emulator emulator;

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "500", "503", "504", "reset", "truncate"})
  void aCutoutCostsOneCreditWhateverBecomesOfTheAnswer(String fate) throws IOException {
    var fault = emulator.on("process").once().afterTheCharge();
    switch (fate) {
      case "nothing" -> {}
      case "reset" -> fault.resetConnection();
      case "truncate" -> fault.truncate();
      default -> fault.answer(Integer.parseInt(fate));
    }

    String url = cutOut().statusCode(200).extract().path("url");

    given().get(url).then().statusCode(200).contentType("image/png");
    emulator.calls("process").happened(once()).wereCharged(1);
  }

  @Test
  void freeCallsAreRepeatedNotBeforeTheVendorWantsIt() throws IOException {
    emulator.on("upload").once().header("Retry-After", "1").answer(429);
    emulator.on("getPublicUrl").once().resetConnection();

    cutOut().statusCode(200);

    emulator.calls("upload").happened(exactly(2));
    emulator.calls("process").wereCharged(1);
  }

  @Test
  void withoutCreditsTheShopSaysSo() throws IOException {
    emulator.credits(0);

    cutOut().statusCode(503);

    emulator.calls().wereFree();
  }

  private static ValidatableResponse cutOut() throws IOException {
    BufferedImage ball = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    ball.getGraphics().fillOval(16, 8, 32, 32);
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(ball, "jpeg", jpeg);
    return given().contentType("image/jpeg").body(jpeg.toByteArray()).post("/cutouts").then();
  }
}
