package com.example.shop;

import static io.restassured.RestAssured.given;

import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.EmulatorTestResource;
import dev.clearcut.harness.InjectEmulator;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(
    value = EmulatorTestResource.class,
    initArgs = @ResourceArg(name = "key-property", value = "shop.backgroundcut-key"))
class CutoutsTest {

  @InjectEmulator Emulator emulator;

  @Test
  void aCutoutCostsOneCredit() throws IOException {
    String url = cutOut().statusCode(200).extract().path("url");

    given().get(url).then().statusCode(200).contentType("image/png");
    emulator.calls("process").wereCharged(1);
  }

  @Test
  void withoutCreditsTheShopSaysSo() throws IOException {
    emulator.credits(0);

    cutOut().statusCode(503);

    emulator.calls().wereFree();
  }

  private static ValidatableResponse cutOut() throws IOException {
    return given().contentType("image/jpeg").body(Photo.ofABall()).post("/cutouts").then();
  }
}
