package dev.clearcut.testing;

import static dev.clearcut.testing.Patience.await;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.toSet;

import io.restassured.http.ContentType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/** The emulator's admin API, in the words of tests. */
public final class Emulator {

  /** The account that the service under test pays with. */
  public static final String SERVICE_ACCOUNT = "demo";

  private Emulator() {}

  /** How many charges the account has seen. */
  public static int charges(String account) {
    return Json.<Integer>at(
        given().get("/mock/accounts/{key}/ledger", account).asString(), "count");
  }

  /** What the account was charged, oldest first, as far as the emulator keeps it. */
  public static List<Map<String, Object>> ledger(String account) {
    return Json.at(given().get("/mock/accounts/{key}/ledger", account).asString(), "entries");
  }

  /** What the account was charged in all. */
  public static BigDecimal charged(String account) {
    return new BigDecimal(
        Json.at(given().get("/mock/accounts/{key}/ledger", account).asString(), "credits")
            .toString());
  }

  /** What the account can spend. */
  public static BigDecimal credits(String account) {
    return new BigDecimal(
        Json.at(given().get("/mock/accounts/{key}", account).asString(), "credits").toString());
  }

  /** Sets what the account can spend. */
  public static void credit(String account, String credits) {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("credits", new BigDecimal(credits)))
        .put("/mock/accounts/{key}", account)
        .then()
        .statusCode(200);
  }

  /** Moves the emulator's time by an ISO 8601 duration. */
  public static void advance(String by) {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("by", by))
        .post("/mock/clock/advance")
        .then()
        .statusCode(200);
  }

  /** Adds a fault, given as JSON in single quotes; returns its id. */
  public static String fault(String json) {
    return Json.at(
        given()
            .contentType(ContentType.JSON)
            .body(json.replace('\'', '"'))
            .post("/mock/faults")
            .then()
            .statusCode(201)
            .extract()
            .asString(),
        "id");
  }

  /** How many calls a fault has hit. */
  public static int fired(String fault) {
    return Json.<Integer>at(
        given().get("/mock/faults/{id}", fault).then().statusCode(200).extract().asString(),
        "fired");
  }

  /** The ids of the faults in force that leave their calls without an answer. */
  public static Set<Object> hangingFaults() {
    return Json.<List<Map<String, Object>>>at(given().get("/mock/faults").asString(), "faults")
        .stream()
        .filter(fault -> "hang".equals(fault.get("transport")))
        .map(fault -> fault.get("id"))
        .collect(toSet());
  }

  /** The journal of one account, oldest call first. */
  public static List<Map<String, Object>> journal(String account) {
    return Json.at(
        given()
            .queryParam("account", account)
            .queryParam("limit", 100_000)
            .get("/mock/journal")
            .then()
            .statusCode(200)
            .extract()
            .asString(),
        "entries");
  }

  /** The journal of one account, once it has so many calls: those without an answer come late. */
  public static List<Map<String, Object>> journal(String account, int calls) {
    return await().until(() -> journal(account), seen -> seen.size() >= calls);
  }

  /** Waits until a fault has hit so many calls. */
  public static void awaitFired(String fault, int calls) {
    await().until(() -> fired(fault) >= calls);
  }

  /** The calls that named the photo's files in the vendor's space, oldest call first. */
  public static List<Map<String, Object>> calls(byte[] photo) {
    return Json.at(
        given()
            .queryParam("object", "clearcut/" + DigestUtils.sha256Hex(photo) + "/*")
            .get("/mock/journal")
            .then()
            .statusCode(200)
            .extract()
            .asString(),
        "entries");
  }

  /** In what ways the requests of one account were not as the contract says. */
  public static List<Map<String, Object>> violations(String account) {
    return journal(account).stream()
        .filter(call -> !((List<?>) call.get("violations")).isEmpty())
        .toList();
  }

  /** Makes one account as new. */
  public static void reset(String account) {
    given().queryParam("account", account).post("/mock/reset").then().statusCode(204);
  }

  /** Makes everything as new, time included. */
  public static void reset() {
    given().post("/mock/reset").then().statusCode(204);
  }
}
