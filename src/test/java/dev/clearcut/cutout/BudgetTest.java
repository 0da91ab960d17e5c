package dev.clearcut.cutout;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Scarce;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A budget of two credits a day; each test lives on a day of its own. */
@QuarkusTest
@TestProfile(Scarce.class)
class BudgetTest {

  private final byte[] photo = Photos.unseenCup();
  private Instant now = Scarce.anEvening();

  @Inject CircuitBreakerMaintenance breakers;

  @BeforeEach
  void stopTheClockAndCloseTheBreakers() {
    InstantSource clock = () -> now;
    QuarkusMock.installMockForType(clock, InstantSource.class);
    breakers.resetAll();
  }

  @AfterEach
  void fillTheAccountAndMend() {
    given().delete("/mock/faults").then().statusCode(204);
    Emulator.credit(SERVICE_ACCOUNT, "1000.0");
  }

  @Test
  void whatExceedsTheBudgetIsRefusedBeforeTheVendorIsAsked() {
    post(Photos.unseenCup(), "amazon").statusCode(201);

    refused(post(photo, "thumbnail"));

    assertThat(Emulator.calls(photo)).isEmpty();
  }

  @Test
  void aRefusedCutoutSaysWhyAndIsMadeTheNextDay() {
    post(Photos.unseenCup(), "amazon").statusCode(201);
    refused(post(photo, "thumbnail"));

    service()
        .get("/cutouts/{id}", DigestUtils.sha256Hex(photo).substring(0, 32))
        .then()
        .body(field("variants.status", contains("failed")))
        .body(field("variants[0].failure", containsString("daily budget of 2.0")));
    now = now.plus(Duration.ofHours(6));
    post(photo, "thumbnail").statusCode(201).body(field("variants.status", contains("ready")));
  }

  @Test
  void whatIsHereAlreadyIsAnsweredWhateverTheBudget() {
    post(photo, "amazon").statusCode(201);
    post(Photos.unseenCup(), "amazon").statusCode(201);

    post(photo, "amazon").statusCode(200);
  }

  @Test
  void whatAnEarlierTryHasPaidForIsFetchedWhateverTheBudget() {
    Emulator.fault(
        "{'operation': 'process', 'account': 'demo', 'phase': 'after', 'status': 503, 'times': 1}");
    Emulator.fault("{'operation': 'getPublicUrl', 'account': 'demo', 'status': 503, 'times': 1}");
    post(photo, "amazon").statusCode(502);
    post(Photos.unseenCup(), "amazon").statusCode(201);

    post(photo, "amazon").statusCode(201).body(field("credits", is(1.0)));
  }

  @Test
  void aCallThatWasSurelyNotChargedIsGivenBack() {
    Emulator.credit(SERVICE_ACCOUNT, "0.5");
    post(photo, "amazon").statusCode(503);
    Emulator.credit(SERVICE_ACCOUNT, "1000.0");
    now = now.plus(Duration.ofMinutes(1));

    post(photo, "amazon").statusCode(201);
    post(Photos.unseenCup(), "amazon").statusCode(201);
  }

  @Test
  void aCallWhoseOutcomeIsNotKnownStaysReservedUntilItIsLookedFor() {
    Emulator.fault(
        "{'operation': 'process', 'account': 'demo', 'phase': 'before', 'status': 503, 'times':"
            + " 1}");
    theVendorCannotBeAskedWhatItHas();
    post(photo, "amazon").statusCode(502);
    refused(post(Photos.unseenCup(), "thumbnail"));

    post(photo, "amazon").statusCode(201);
    post(Photos.unseenCup(), "amazon").statusCode(201);
  }

  @Test
  void theVendorIsNotAskedAgainAtOnceWhenItSaidThatTheAccountIsEmpty() {
    Emulator.credit(SERVICE_ACCOUNT, "0.5");
    post(Photos.unseenCup(), "amazon").statusCode(503);

    post(photo, "amazon")
        .statusCode(503)
        .header("Retry-After", "60")
        .body(field("type", equalTo("urn:clearcut:problem:insufficient-credits")));

    assertThat(Emulator.calls(photo)).isEmpty();
  }

  @Test
  void aDryRunSaysWhetherTheBudgetAllowsIt() {
    post(Photos.unseenCup(), "amazon").statusCode(201);

    dryRun("amazon")
        .body(field("allowed", is(true)))
        .body(field("budget.daily", is(2.0)))
        .body(field("budget.committed", is(1.0)))
        .body(field("budget.resetsAt", equalTo(now.plus(Duration.ofHours(6)).toString())));
    dryRun("thumbnail")
        .body(field("allowed", is(false)))
        .body(field("refusal", containsString("This costs 1.5 credits")));
  }

  private void refused(ValidatableResponse answer) {
    answer
        .statusCode(402)
        .header("Retry-After", "21600")
        .contentType("application/problem+json")
        .body(field("type", equalTo("urn:clearcut:problem:budget-exhausted")))
        .body(field("detail", containsString("daily budget of 2.0")))
        .body(field("instance", notNullValue()));
  }

  private ValidatableResponse dryRun(String preset) {
    return service()
        .queryParam("dryRun", "true")
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", preset)
        .post("/cutouts")
        .then()
        .statusCode(200);
  }

  private static ValidatableResponse post(byte[] image, String preset) {
    return service()
        .multiPart("image", "photo.jpg", image)
        .multiPart("preset", preset)
        .post("/cutouts")
        .then();
  }

  /** Where the vendor could be asked, the work would just go on. */
  private static void theVendorCannotBeAskedWhatItHas() {
    Emulator.fault("{'operation': 'getPublicUrl', 'account': 'demo', 'status': 503, 'times': 1}");
  }
}
