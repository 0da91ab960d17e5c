package dev.clearcut.selection;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.SettledVendor;
import dev.clearcut.testing.ShorterTimeouts;
import dev.clearcut.testing.VirtualTime;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One failure at each point of a selection, before and after the vendor did the work: it is started
 * and something is selected in the end, when the same request is sent again. While a start counts
 * as running no second one is sent, and what the vendor charged is never more than what usage knows
 * of.
 */
@QuarkusTest
@TestProfile(ShorterTimeouts.class)
class SelectionFailurePointTest {

  private static final List<String> UNSEEN =
      List.of(
          "'status': 502",
          "'status': 504",
          "'transport': 'reset'",
          "'transport': 'truncate'",
          "'transport': 'hang'");
  private static final List<String> SEEN =
      List.of(
          "'status': 500",
          "'status': 503",
          "'status': 429, 'headers': {'Retry-After': '1'}",
          "'status': 400");

  /** The first, one more for the failure, and one for a machine too slow for a time limit. */
  private static final int MOST_REQUESTS = 3;

  @Inject MeterRegistry meters;

  private final byte[] photo = Photos.unseenCup();
  private final String id = DigestUtils.sha256Hex(photo).substring(0, 32);
  private SettledVendor vendor;
  private BigDecimal charged;
  private BigDecimal spent;
  private BigDecimal uncertain;

  @BeforeEach
  void settle() {
    vendor = new SettledVendor(meters, VirtualTime.install(), SERVICE_ACCOUNT, "initializeAiCut");
    charged = Emulator.charged(SERVICE_ACCOUNT);
    spent = total("spent");
    uncertain = total("uncertain");
  }

  @AfterEach
  void mend() {
    given().delete("/mock/faults").then().statusCode(204);
  }

  /** Nothing can be cut short before there is an answer. */
  private static Stream<Arguments> points(List<String> failures) {
    return failures.stream()
        .flatMap(
            failure ->
                Stream.of("before", "after")
                    .filter(phase -> phase.equals("after") || !failure.contains("truncate"))
                    .filter(phase -> phase.equals("before") || !failure.contains("429"))
                    .map(phase -> Arguments.of(phase, failure)));
  }

  static Stream<Arguments> unseenEnds() {
    return points(UNSEEN);
  }

  @ParameterizedTest
  @MethodSource("unseenEnds")
  void aStartWhoseEndNobodySeesIsNotSentAgainWhileItMayRun(String phase, String failure) {
    fault("initializeAiCut", phase, failure);

    for (int i = 0; i < 2; i++) {
      Response answer = start();
      answer
          .then()
          .statusCode(503)
          .body(field("type", equalTo("urn:clearcut:problem:still-being-made")));
      // Two seconds and the grace of a minute.
      assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 360);
    }
    assertThat(Emulator.charged(SERVICE_ACCOUNT).subtract(charged))
        .isLessThanOrEqualTo(BigDecimal.ONE);
    given().delete("/cutouts/{id}", id).then().statusCode(409);

    vendor.settle();
    vendor.success(MOST_REQUESTS, this::start).then().statusCode(201);

    assertThat(total("spent").subtract(spent)).isEqualByComparingTo("1");
    assertThat(total("uncertain").subtract(uncertain)).isGreaterThanOrEqualTo(BigDecimal.ONE);
    usageKnowsAllThatWasCharged();
  }

  static Stream<Arguments> seenEnds() {
    return points(SEEN);
  }

  @ParameterizedTest
  @MethodSource("seenEnds")
  void aStartWhoseEndIsSeenIsBookedAtOnce(String phase, String failure) {
    fault("initializeAiCut", phase, failure);

    Response first = start();
    boolean ambiguous = failure.contains("50");
    if (ambiguous) {
      first
          .then()
          .statusCode(502)
          .body(field("type", equalTo("urn:clearcut:problem:vendor-failed")));
      assertThat(first.asString()).contains("may have charged 1.0 credits");
      assertThat(total("uncertain").subtract(uncertain)).isEqualByComparingTo("1");
    } else if (failure.contains("400")) {
      first.then().statusCode(422);
    } else {
      first.then().statusCode(201);
    }

    vendor.success(MOST_REQUESTS, this::start);
    if (!(phase.equals("after") && failure.contains("400"))) {
      usageKnowsAllThatWasCharged();
    }
  }

  static Stream<Arguments> freeSteps() {
    return Stream.concat(points(UNSEEN), points(SEEN))
        .map(Arguments::get)
        .flatMap(
            point ->
                Stream.of("segment", "getPublicFile")
                    .map(step -> Arguments.of(step, point[0], point[1])));
  }

  @ParameterizedTest
  @MethodSource("freeSteps")
  void aFailureOfAFreeStepCostsNothing(String step, String phase, String failure) {
    vendor.success(MOST_REQUESTS, this::start);
    BigDecimal afterTheStart = Emulator.charged(SERVICE_ACCOUNT);
    fault(step, phase, failure);

    Response answer = point();
    for (int times = 1; times < MOST_REQUESTS && answer.statusCode() != 200; times++) {
      answer = point();
    }

    answer.then().statusCode(200);
    given().get("/selections/{id}/image", id).then().statusCode(200).contentType("image/png");
    assertThat(Emulator.charged(SERVICE_ACCOUNT)).isEqualByComparingTo(afterTheStart);
  }

  private void usageKnowsAllThatWasCharged() {
    assertThat(total("spent").add(total("uncertain")).subtract(spent).subtract(uncertain))
        .isGreaterThanOrEqualTo(Emulator.charged(SERVICE_ACCOUNT).subtract(charged));
  }

  private static BigDecimal total(String what) {
    return new BigDecimal(
        Json.at(given().get("/usage").then().extract().asString(), "totals." + what).toString());
  }

  private static void fault(String operation, String phase, String failure) {
    Emulator.fault(
        "{'operation': '%s', 'account': '%s', 'phase': '%s', 'times': 1, %s}"
            .formatted(operation, SERVICE_ACCOUNT, phase, failure));
  }

  private Response start() {
    return given().multiPart("image", "photo.jpg", photo).post("/selections");
  }

  private Response point() {
    return given()
        .contentType(ContentType.JSON)
        .body("{\"keep\": [{\"x\": 70, \"y\": 37}]}")
        .put("/selections/{id}/points", id);
  }
}
