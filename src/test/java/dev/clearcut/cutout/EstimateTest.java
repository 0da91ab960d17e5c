package dev.clearcut.cutout;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dry run: the same checks, the price, and nothing stored, sent or spent. */
@QuarkusTest
class EstimateTest {

  private final byte[] photo = Photos.unseenCup();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);

  @Test
  void ofANewPhotoSaysWhatWouldBeMadeAndForHowMuch() {
    int calls = Emulator.calls(photo).size();

    dryRun("amazon", "thumbnail", "web")
        .statusCode(200)
        .body(field("cutoutId", equalTo(id)))
        .body(field("known", is(false)))
        .body(field("uploadNeeded", is(true)))
        .body(field("variants.name", contains("amazon", "thumbnail", "web")))
        .body(field("variants.action", contains("buy", "buy", "buy")))
        .body(field("variants.credits", contains(1.0, 0.5, 0)))
        .body(field("variants[1].requested.autocrop", is(true)))
        .body(field("credits", is(1.5)))
        .body(field("allowed", is(true)))
        .body("$", not(hasKey("refusal")))
        .body("$", not(hasKey("budget")));

    assertThat(Emulator.calls(photo)).hasSize(calls);
    service().get("/cutouts/{id}", id).then().statusCode(404);
  }

  @Test
  void ofWhatIsHereAlreadyCostsNothing() {
    post("amazon").statusCode(201);
    int calls = Emulator.calls(photo).size();

    dryRun("amazon")
        .statusCode(200)
        .body(field("known", is(true)))
        .body(field("uploadNeeded", is(false)))
        .body(field("variants.action", contains("reuse")))
        .body(field("credits", is(0)));

    assertThat(Emulator.calls(photo)).hasSize(calls);
  }

  @Test
  void ofMoreVariantsNeedsNoUploadWhileTheVendorHasThePhoto() {
    post("preview").statusCode(201);

    dryRunOfVariants("{'presets': ['preview', 'amazon']}")
        .statusCode(200)
        .body(field("uploadNeeded", is(false)))
        .body(field("variants.action", contains("reuse", "buy")))
        .body(field("credits", is(1.0)));
    service().get("/cutouts/{id}", id).then().body(field("variants.name", contains("preview")));
  }

  @Test
  void ofMoreVariantsNeedsAnUploadOnceTheVendorForgotThePhoto() {
    post("preview").statusCode(201);
    Instant later = Instant.now().plus(Duration.ofHours(3));
    QuarkusMock.installMockForType(InstantSource.fixed(later), InstantSource.class);

    dryRunOfVariants("{'presets': ['amazon']}").body(field("uploadNeeded", is(true)));
  }

  @Test
  void twoNamesForTheSameParametersArePaidForOnce() {
    dryRunOfOwn(
            "[{'name': 'a'}, {'name': 'b', 'compression': 10}, {'name': 'c', 'quality': 'low'}]")
        .statusCode(200)
        .body(field("variants.action", contains("buy", "reuse", "buy")))
        .body(field("credits", is(1.0)));
  }

  @Test
  void afterAFailureThatMayHaveBeenPaidForItIsLookedForFirst() {
    String fault =
        Emulator.fault(
            "{'operation': 'process', 'account': 'demo', 'phase': 'before', 'status': 503, 'times':"
                + " 1}");
    theVendorCannotBeAskedWhatItHas();
    post("amazon").statusCode(502);
    assertThat(Emulator.fired(fault)).isEqualTo(1);

    dryRun("amazon")
        .body(field("variants.action", contains("look")))
        .body(field("credits", is(1.0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "amazon",
        "thumbnail",
        "thumbnail,amazon",
        "amazon,ebay,etsy,shopify,transparent,web",
        "preview,thumbnail"
      })
  void isWhatTheVendorCharges(String presets) {
    BigDecimal estimated =
        new BigDecimal(
            Json.at(dryRun(presets.split(",")).extract().asString(), "credits").toString());
    BigDecimal before = Emulator.credits(SERVICE_ACCOUNT);

    post(presets.split(",")).statusCode(201);

    assertThat(before.subtract(Emulator.credits(SERVICE_ACCOUNT))).isEqualByComparingTo(estimated);
  }

  @Test
  void refusesWhatTheRequestItselfWouldRefuse() {
    dryRun("amazonn")
        .statusCode(400)
        .body(field("detail", containsString("no preset \"amazonn\"")));
    service()
        .queryParam("dryRun", "true")
        .multiPart("image", "x.jpg", "hello".getBytes(StandardCharsets.UTF_8))
        .post("/cutouts")
        .then()
        .statusCode(422);
    dryRunOfVariants("{'presets': ['amazon']}").statusCode(404);
    post("amazon").statusCode(201);
    dryRunOfVariants("{'variants': [{'name': 'amazon', 'format': 'png'}]}")
        .statusCode(409)
        .body(field("type", equalTo("urn:clearcut:problem:variant-name-taken")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "TRUE", ""})
  void isNeverMistakenForTheRealThing(String dryRun) {
    form("amazon")
        .queryParam("dryRun", dryRun)
        .post("/cutouts")
        .then()
        .statusCode(400)
        .body(field("detail", containsString("dryRun must be true or false")));
    service().get("/cutouts/{id}", id).then().statusCode(404);
  }

  private ValidatableResponse post(String... presets) {
    return form(presets).post("/cutouts").then();
  }

  private ValidatableResponse dryRun(String... presets) {
    return form(presets).queryParam("dryRun", "true").post("/cutouts").then();
  }

  private ValidatableResponse dryRunOfOwn(String variants) {
    return service()
        .queryParam("dryRun", "true")
        .multiPart("image", "photo.jpg", photo)
        .multiPart("variants", variants.replace('\'', '"'))
        .post("/cutouts")
        .then();
  }

  private ValidatableResponse dryRunOfVariants(String body) {
    return service()
        .queryParam("dryRun", "true")
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post("/cutouts/{id}/variants", id)
        .then();
  }

  private RequestSpecification form(String... presets) {
    return service()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", String.join(",", presets));
  }

  /** All attempts of one call: where the vendor could be asked, the work would just go on. */
  private static void theVendorCannotBeAskedWhatItHas() {
    Emulator.fault("{'operation': 'getPublicUrl', 'account': 'demo', 'status': 503, 'times': 4}");
  }
}
