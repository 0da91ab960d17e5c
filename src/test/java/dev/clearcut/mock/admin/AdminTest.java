package dev.clearcut.mock.admin;

import static dev.clearcut.testing.EmulatorAdmin.admin;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin API; every answer is checked against its own description. */
@QuarkusTest
class AdminTest {

  private final String account = "admin-" + UUID.randomUUID();

  // --- accounts ---------------------------------------------------------------------------------

  @Test
  void anAccountBeginsWithTheCreditsOfAllAndKeepsThoseItIsGiven() {
    admin().get("/mock/accounts/{key}", account).then().body(field("credits", equalTo(1000.0)));

    send("PUT", "/mock/accounts/" + account, "{'credits': 2.5}").statusCode(200);

    admin().get("/mock/accounts/{key}", account).then().body(field("credits", equalTo(2.5)));
  }

  @Test
  void accountsThatWereUsedAreListed() {
    send("PUT", "/mock/accounts/" + account, "{'credits': 2.5}").statusCode(200);

    admin()
        .get("/mock/accounts")
        .then()
        .statusCode(200)
        .body(field("accounts.key", hasItem(account)));
  }

  @Test
  void toLookAtAnAccountDoesNotMakeIt() {
    admin().get("/mock/accounts/{key}", account).then().statusCode(200);
    admin().get("/mock/accounts/{key}/ledger", account).then().statusCode(200);

    admin()
        .get("/mock/accounts")
        .then()
        .statusCode(200)
        .body(field("accounts.key", not(hasItem(account))));
  }

  @Test
  void aNewAccountHasAnEmptyLedger() {
    admin()
        .get("/mock/accounts/{key}/ledger", account)
        .then()
        .statusCode(200)
        .body(field("count", equalTo(0)))
        .body(field("credits", equalTo(0.0)))
        .body(field("entries", empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'credits': -1} | credits must be a number such as 10.0, from 0 to 1000000000 with at most 6 decimals, but is -1.
          {} | credits must be a number such as 10.0, from 0 to 1000000000 with at most 6 decimals, but is null.
          {'credits': 'many'} | credits must be a number, but is "many".
          {'credits': 1000000001} | credits must be a number such as 10.0, from 0 to 1000000000 with at most 6 decimals
          {'credits': 1e999999999} | credits must be a number such as 10.0, from 0 to 1000000000 with at most 6 decimals
          {'credits': 1e-999999999} | credits must be a number such as 10.0, from 0 to 1000000000 with at most 6 decimals
          {'credits': {}} | credits must be a number.
          {'credits': 1, 'credit': 1} | credit is not a known field. Known fields: credits.
          {'credits': 1 | The body is not a JSON object
          [] | The body is not a JSON object
          ` ` | The body is missing. Send a JSON object.
          null | The body is missing. Send a JSON object.
          """)
  void aWrongBalanceIsRefusedWithASentenceThatNamesTheField(String json, String sentence) {
    refused(send("PUT", "/mock/accounts/" + account, json), sentence);
  }

  // --- faults -----------------------------------------------------------------------------------

  @Test
  void aFaultIsMadeListedLookedAtAndDeleted() {
    ValidatableResponse made =
        send("POST", "/mock/faults", "{'account': '" + account + "', 'status': 503, 'ttl': 'PT1M'}")
            .statusCode(201)
            .body(field("status", equalTo(503)))
            .body(field("operation", equalTo("*")))
            .body(field("phase", equalTo("before")))
            .body(field("ttl", equalTo("PT1M")))
            .body(field("matched", equalTo(0)))
            .body(field("fired", equalTo(0)))
            .body(field("expiresAt", notNullValue()))
            .body(field("transport", nullValue()));
    String id = Json.at(made.extract().asString(), "id");
    made.header("Location", endsWith("/mock/faults/" + id));

    admin().get("/mock/faults").then().body(field("faults.id", hasItem(id)));
    admin().get("/mock/faults/{id}", id).then().statusCode(200).body(field("id", equalTo(id)));
    admin().delete("/mock/faults/{id}", id).then().statusCode(204);
    admin()
        .get("/mock/faults/{id}", id)
        .then()
        .statusCode(404)
        .body(field("detail", startsWith("There is no fault \"" + id + "\"")));
    admin().delete("/mock/faults/{id}", id).then().statusCode(404);
  }

  @Test
  void theFaultsOfOneAccountAreDeletedAndNoOthers() {
    String mine = add(account);
    String theirs = add(account + "2");

    admin().queryParam("account", account).delete("/mock/faults").then().statusCode(204);

    admin()
        .get("/mock/faults")
        .then()
        .body(field("faults.id", not(hasItem(mine))))
        .body(field("faults.id", hasItem(theirs)));
    admin().delete("/mock/faults/{id}", theirs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | A fault needs at least one of status, delay, work, transport, effect.
          {'status': 503, 'headers': {'Retry-After': null}} | headers: the value of Retry-After is not
          {'status': 503, 'ttl': 'PT2562047788015215H'} | ttl must not be longer than PT8784H
          {'status': 503, 'ttl': 'PT9223372036854775807S'} | ttl must not be longer than PT8784H
          {'delay': 'PT9223372036854775808S'} | delay must be a duration such as PT0.5S or PT2H
          {'delay': 'PT-9223372036854775808S'} | delay must be a positive duration such as PT0.5S
          {'work': 1e999999999} | work
          {'delay': 1e40} | delay
          {'delay': 99999999999999999999} | delay must be a duration such as PT0.5S or PT2H
          {'status': 99999999999999999999} | status is too large a number.
          {'status': 503, 'times': 2147483648} | times is too large a number.
          {'status': 503, 'probability': 1e400} | probability must be above 0 and up to 1
          {'status': 503, 'seed': 1e400} | seed must be a whole number
          {'status': 503, 'times': 0} | times must be at least 1, but is 0.
          {'status': 'high'} | status must be a whole number, but is "high".
          {'status': 503, 'time': 1} | time is not a known field. Known fields: account, delay,
          {'status': 503, 'phase': 'during'} | phase must be one of before, after, but is "during".
          {'transport': 'smoke'} | transport must be one of reset, truncate, drip, hang, but is "smoke".
          {'effect': 'lose'} | effect must be one of lose-file, wrong-region, but is "lose".
          {'delay': 'long'} | delay must be a duration such as PT0.5S or PT2H, but is "long".
          {'status': 503, 'headers': []} | headers must be an object.
          {'status': 503, 'headers': {'A': {}}} | headers.A must be a string.
          {'status': 503, 'operation': 'proces'} | operation must be * or one of deleteFiles,
          {'effect': 'wrong-region', 'operation': 'upload'} | effect wrong-region is for operations
          """)
  void aFaultThatMakesNoSenseIsRefusedWithASentenceThatNamesTheField(String json, String sentence) {
    refused(send("POST", "/mock/faults", json), sentence);
  }

  // --- journal ----------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /mock/journal?status=5 | status must be three digits such as 503, a class such as 2xx,
          /mock/journal?limit=-1 | limit must be a whole number from 0 to 2147483647, but is "-1".
          /mock/journal?limit=4294967295 | limit must be a whole number from 0 to 2147483647, but is "4294967295".
          /mock/journal/violations?status=x | status must be three digits such as 503
          /mock/journal/verify | Give at least one of exactly, atLeast, atMost.
          /mock/journal/verify?exactly=one | exactly must be a whole number from 0
          """)
  void aWrongQuestionIsRefusedWithASentenceThatNamesTheParameter(String path, String sentence) {
    refused(admin().get(path).then(), sentence);
  }

  // --- engine -----------------------------------------------------------------------------------

  @Test
  void anEngineWithoutAModelSaysSo() {
    admin()
        .get("/mock/engine")
        .then()
        .statusCode(200)
        .body(field("engine", equalTo("classical")))
        .body(field("model", nullValue()));
  }

  // --- state ------------------------------------------------------------------------------------

  @Test
  void theClockMovesForward() {
    Instant before = now(admin().get("/mock/clock").then());

    Instant after = now(send("POST", "/mock/clock/advance", "{'by': 'PT1M'}"));

    assertThat(after).isAfter(before.plusSeconds(59));
  }

  @Test
  void aResetOfEverythingSetsTheClockBack() {
    Instant ahead = now(send("POST", "/mock/clock/advance", "{'by': 'P1D'}"));

    Emulator.reset();

    assertThat(now(admin().get("/mock/clock").then())).isBefore(ahead.minus(Duration.ofHours(1)));
  }

  private static Instant now(ValidatableResponse answer) {
    return Instant.parse(Json.at(answer.statusCode(200).extract().asString(), "now"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {} | by must be a duration such as PT2H, from 0 to 366 days, but is null.
          {'by': 'PT-1H'} | by must be a duration such as PT2H, from 0 to 366 days, but is PT-1H.
          {'by': 'P9999D'} | by must be a duration such as PT2H, from 0 to 366 days
          {'by': 'tomorrow'} | by must be a duration such as PT0.5S or PT2H, but is "tomorrow".
          """)
  void timeDoesNotMoveInAnyOtherWay(String json, String sentence) {
    refused(send("POST", "/mock/clock/advance", json), sentence);
  }

  @Test
  void theDescriptionIsServedWithThisEmulatorAsItsServer() {
    io.restassured.RestAssured.given()
        .get("/openapi/emulator-admin.json")
        .then()
        .statusCode(200)
        .contentType(ContentType.JSON)
        .body(field("servers[0].url", startsWith("http://localhost:")))
        .body("paths.keySet()", hasItems("/mock/faults", "/mock/journal", "/mock/reset"));
  }

  private static String add(String account) {
    return Json.at(
        send("POST", "/mock/faults", "{'account': '" + account + "', 'status': 503}")
            .statusCode(201)
            .extract()
            .asString(),
        "id");
  }

  private static ValidatableResponse send(String method, String path, String json) {
    return admin()
        .contentType(ContentType.JSON)
        .body(json.replace('\'', '"'))
        .request(method, path)
        .then();
  }

  private static void refused(ValidatableResponse response, String sentence) {
    response
        .statusCode(400)
        .contentType("application/problem+json")
        .body(field("title", equalTo("Invalid request")))
        .body(field("detail", startsWith(sentence)));
  }
}
