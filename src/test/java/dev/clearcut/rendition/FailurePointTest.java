package dev.clearcut.rendition;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One failure at each point of the four-step job, before and after the vendor did the work: the
 * cutout is ready in the end, when the same request is sent again, and it is paid for once; what
 * the vendor lost after it was paid for is bought once more, and counted.
 */
@QuarkusTest
@TestProfile(ShorterTimeouts.class)
class FailurePointTest {

  private static final List<String> STEPS =
      List.of("upload", "process", "getPublicUrl", "getPublicFile");
  private static final String LOST = "'effect': 'lose-file'";
  private static final String WRONG_REGION = "'effect': 'wrong-region'";
  private static final List<String> FAILURES =
      List.of(
          "'status': 500",
          "'status': 503",
          "'status': 504",
          "'status': 429, 'headers': {'Retry-After': '1'}",
          "'transport': 'reset'",
          "'transport': 'truncate'",
          "'transport': 'hang'",
          LOST,
          WRONG_REGION);

  /** The first, one more for the failure, and one for a machine too slow for a time limit. */
  private static final int MOST_REQUESTS = 3;

  @Inject MeterRegistry meters;

  private final byte[] photo = Photos.unseenCup();
  private SettledVendor vendor;

  @BeforeEach
  void settle() {
    vendor = new SettledVendor(meters, VirtualTime.install(), SERVICE_ACCOUNT, "process");
  }

  static Stream<Arguments> failurePoints() {
    return STEPS.stream()
        .flatMap(
            step ->
                Stream.of("before", "after")
                    .flatMap(
                        phase ->
                            FAILURES.stream()
                                .filter(failure -> isPossible(step, phase, failure))
                                .map(failure -> Arguments.of(step, phase, failure))));
  }

  /**
   * Nothing can be cut short before there is an answer, a 429 says that nothing was done, and what
   * looks for no file finds none missing.
   */
  private static boolean isPossible(String step, String phase, String failure) {
    if (failure.equals(WRONG_REGION)) {
      return phase.equals("before") && !step.equals("upload");
    }
    return phase.equals("after") ? !failure.contains("429") : !failure.contains("truncate");
  }

  @AfterEach
  void mend() {
    admin().delete("/mock/faults").then().statusCode(204);
  }

  @ParameterizedTest
  @MethodSource("failurePoints")
  void aSingleFailureLosesNothingAndCostsNothing(String step, String phase, String failure) {
    int charges = Emulator.charges(SERVICE_ACCOUNT);
    BigDecimal ledger = Emulator.charged(SERVICE_ACCOUNT);
    BigDecimal spent = spent();
    String fault =
        "{'operation': '%s', 'account': '%s', 'phase': '%s', 'times': 1, %s}"
            .formatted(step, SERVICE_ACCOUNT, phase, failure)
            .replace('\'', '"');
    admin().contentType(ContentType.JSON).body(fault).post("/mock/faults").then().statusCode(201);

    Response answer = vendor.success(MOST_REQUESTS, this::post);

    answer.then().body(field("variants.status", contains("ready", "ready")));
    List<Map<String, Object>> paid =
        Emulator.ledger(SERVICE_ACCOUNT).subList(charges, Emulator.charges(SERVICE_ACCOUNT));
    List<Integer> repurchases = Json.at(answer.asString(), "variants.repurchases");
    assertThat(paid).hasSize(1 + Collections.max(repurchases));
    assertThat(answer.jsonPath().getDouble("credits")).isEqualTo(sum(paid));
    assertThat(spent().subtract(spent))
        .isEqualByComparingTo(Emulator.charged(SERVICE_ACCOUNT).subtract(ledger));
    if (!failure.equals(LOST)) {
      assertThat(repurchases).containsOnly(0);
      assertThat(sum(paid)).isEqualTo(1.5);
    }
  }

  private static BigDecimal spent() {
    return new BigDecimal(
        Json.at(given().get("/usage").then().extract().asString(), "totals.spent").toString());
  }

  private static double sum(List<Map<String, Object>> paid) {
    return paid.stream().mapToDouble(entry -> ((Number) entry.get("credits")).doubleValue()).sum();
  }

  private Response post() {
    return given()
        .multiPart("image", "photo.jpg", photo)
        .multiPart("preset", "preview")
        .multiPart("preset", "thumbnail")
        .post("/cutouts");
  }
}
