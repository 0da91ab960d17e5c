package dev.clearcut.mock.fault;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.RawHttp;
import dev.clearcut.testing.RawHttp.End;
import dev.clearcut.testing.RawHttp.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of fault in every phase; every answer that arrives is checked against the contract.
 */
@QuarkusTest
class FaultsTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";
  private static final String DELETE = "/v3/file-ops/delete/";
  private static final String ONE_VARIANT =
      "{'input_key': 'photo.jpg', 'output_variants': [{'output_key': 'r.png', 'quality': 'low'}]}";

  private final String account = "faults-" + UUID.randomUUID();

  @BeforeEach
  void aPhotoIsThere() {
    upload("photo.jpg").statusCode(200);
  }

  @AfterEach
  void noFaultIsLeft() {
    Emulator.reset(account);
  }

  // --- status -----------------------------------------------------------------------------------

  @Test
  void aStatusBeforeTheWorkCostsNothingAndStoresNothing() {
    fault("'operation': 'process', 'status': 503, 'times': 1");

    post(PROCESS, ONE_VARIANT)
        .statusCode(503)
        .body(
            field(
                "detail", equalTo("Server is temporarily overloaded. Retry after a short delay.")));

    assertThat(Emulator.ledger(account)).isEmpty();
    publicUrl("r.png").statusCode(404);
  }

  @Test
  void aStatusAfterTheWorkIsPaidAndTheResultIsThere() {
    String fault = fault("'operation': 'process', 'phase': 'after', 'status': 504, 'times': 1");

    post(PROCESS, ONE_VARIANT).statusCode(504);

    assertThat(Emulator.ledger(account)).extracting("credits").containsExactly(1.0);
    assertThat(Emulator.fired(fault)).isEqualTo(1);
    publicUrl("r.png").statusCode(200);
  }

  @Test
  void aFaultAfterTheWorkLeavesCallsAloneThatFailByThemselves() {
    String fault = fault("'phase': 'after', 'status': 500, 'times': 1");

    publicUrl("nothing.png").statusCode(404);

    assertThat(Emulator.fired(fault)).isZero();
  }

  @Test
  void theAnswerHasTheHeadersAndTheSentenceOfTheFault() {
    fault("'status': 503, 'headers': {'Retry-After': '7'}, 'detail': 'Gone fishing.'");

    publicUrl("photo.jpg")
        .statusCode(503)
        .header("Retry-After", "7")
        .body(field("detail", equalTo("Gone fishing.")));
  }

  @Test
  void a429SaysWhenToComeBackEvenIfTheFaultDoesNot() {
    fault("'status': 429");

    publicUrl("photo.jpg")
        .statusCode(429)
        .header("Retry-After", "1")
        .body(field("detail", equalTo("Rate limit exceeded. Slow down requests.")));
  }

  @Test
  void aStatusTheContractDoesNotKnowHasASentenceAllTheSame() {
    fault("'status': 418");

    assertThat(json(PUBLIC_URL, "{'key': 'photo.jpg'}").status()).isEqualTo(418);
  }

  // --- which calls ------------------------------------------------------------------------------

  @Test
  void theFirstNCallsAreHitAndNoMore() {
    String fault = fault("'operation': 'getPublicUrl', 'status': 500, 'times': 2");

    publicUrl("photo.jpg").statusCode(500);
    publicUrl("photo.jpg").statusCode(500);
    publicUrl("photo.jpg").statusCode(200);

    assertThat(Emulator.fired(fault)).isEqualTo(2);
  }

  @Test
  void skippedCallsPassAndThenEverySecondIsHit() {
    fault("'status': 500, 'skip': 1, 'every': 2");

    publicUrl("photo.jpg").statusCode(200);
    publicUrl("photo.jpg").statusCode(500);
    publicUrl("photo.jpg").statusCode(200);
    publicUrl("photo.jpg").statusCode(500);
  }

  @Test
  void otherOperationsAreNotHit() {
    fault("'operation': 'process', 'status': 500");

    publicUrl("photo.jpg").statusCode(200);
  }

  @Test
  void onlyCallsAreHitThatNameAFileLikeThat() {
    fault("'object': 'dir/*', 'status': 500");

    upload("photo2.jpg").statusCode(200);
    upload("dir/photo.jpg").statusCode(500);
    publicUrl("photo.jpg").statusCode(200);
    publicUrl("dir/photo.jpg").statusCode(500);
    post(PROCESS, "{'input_key': 'photo.jpg', 'output_variants': [{'output_key': 'dir/r.png'}]}")
        .statusCode(500);
  }

  @Test
  void downloadsAreHitByTheFileAndTheAccountBehindThem() {
    String url = Json.at(publicUrl("photo.jpg").extract().asString(), "url");
    fault("'operation': 'getPublicFile', 'object': 'photo.jpg', 'status': 500");

    anonymous().get(url).then().statusCode(500);
  }

  @Test
  void anExpiredFaultHitsNothing() {
    fault("'status': 500, 'ttl': 'PT1M'");
    publicUrl("photo.jpg").statusCode(500);

    Emulator.advance("PT1M");

    publicUrl("photo.jpg").statusCode(200);
  }

  @Test
  void ofTwoThatMatchTheOlderIsTheOneUntilItIsSpent() {
    fault("'status': 500, 'times': 1");
    String younger = fault("'status': 503, 'times': 1");

    publicUrl("photo.jpg").statusCode(500);
    assertThat(Emulator.fired(younger)).isZero();
    publicUrl("photo.jpg").statusCode(503);
    publicUrl("photo.jpg").statusCode(200);
  }

  @Test
  void aFaultMayStrikeBeforeAndAnotherAfterTheSameCall() {
    fault("'delay': 'PT0.05S'");
    fault("'phase': 'after', 'status': 500");

    publicUrl("photo.jpg").statusCode(500);

    assertThat(Emulator.journal(account).get(1))
        .extracting("faults")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .extracting("phase")
        .containsExactly("before", "after");
  }

  // --- delay ------------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void aDelayedCallIsAnsweredLate(String phase) {
    fault("'phase': '" + phase + "', 'delay': 'PT0.3S'");

    asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"photo.jpg\"}")
        .post(PUBLIC_URL)
        .then()
        .statusCode(200)
        .time(greaterThanOrEqualTo(300L));
  }

  @Test
  void aDelayedRefusalComesLate() {
    fault("'delay': 'PT0.3S', 'status': 503");

    asToken(account)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"photo.jpg\"}")
        .post(PUBLIC_URL)
        .then()
        .statusCode(503)
        .time(greaterThanOrEqualTo(300L));
  }

  @Test
  void aDelayAfterTheWorkHoldsTheAnswerOfWorkThatIsDone() {
    String fault = fault("'operation': 'deleteFiles', 'phase': 'after', 'delay': 'PT1H'");

    assertThat(deleteAllUntilHitBy(fault).end()).isEqualTo(End.OPEN);

    publicUrl("photo.jpg").statusCode(404);
  }

  // --- transport --------------------------------------------------------------------------------

  @Test
  void aResetBeforeTheWorkLeavesItUndone() {
    fault("'operation': 'deleteFiles', 'transport': 'reset', 'times': 1");

    Reply reply = json(DELETE, "{'pattern': '*'}");

    assertThat(reply.end()).isEqualTo(End.RESET);
    assertThat(reply.text()).isEmpty();
    publicUrl("photo.jpg").statusCode(200);
  }

  @Test
  void aResetAfterTheWorkLeavesItDone() {
    fault("'operation': 'deleteFiles', 'phase': 'after', 'transport': 'reset', 'times': 1");

    Reply reply = json(DELETE, "{'pattern': '*'}");

    assertThat(reply.end()).isEqualTo(End.RESET);
    assertThat(reply.text()).isEmpty();
    publicUrl("photo.jpg").statusCode(404);
  }

  @Test
  void aCallThatHangsBeforeTheWorkIsDoneWhenItsClientHasGivenUp() {
    String fault = fault("'operation': 'deleteFiles', 'transport': 'hang', 'times': 1");

    Reply reply = deleteAllUntilHitBy(fault);

    assertThat(reply.end()).isEqualTo(End.OPEN);
    assertThat(reply.text()).isEmpty();
    await().until(() -> publicUrl("photo.jpg").extract().statusCode() == 404);
  }

  @Test
  void aCallThatHangsAfterTheWorkIsDone() {
    String fault =
        fault("'operation': 'deleteFiles', 'phase': 'after', 'transport': 'hang', 'times': 1");

    Reply reply = deleteAllUntilHitBy(fault);

    assertThat(reply.end()).isEqualTo(End.OPEN);
    assertThat(reply.text()).isEmpty();
    publicUrl("photo.jpg").statusCode(404);
  }

  @Test
  void aRefusalIsCutInTheMiddle() {
    fault("'status': 503, 'transport': 'truncate', 'times': 1");

    Reply reply = json(PUBLIC_URL, "{'key': 'photo.jpg'}");

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.body()).startsWith("{\"detail\":").hasSize(reply.announcedLength() / 2);
    assertThat(reply.end()).isEqualTo(End.CLOSED);
  }

  @Test
  void anAnswerIsCutInTheMiddleAfterTheWork() {
    fault("'operation': 'deleteFiles', 'transport': 'truncate', 'times': 1");

    Reply reply = json(DELETE, "{'pattern': '*'}");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.announcedLength()).isEqualTo("{\"success\":true}".length());
    assertThat(reply.body()).isEqualTo("{\"succes");
    publicUrl("photo.jpg").statusCode(404);
  }

  @Test
  void aDownloadIsCutInTheMiddle() {
    String url = Json.at(publicUrl("photo.jpg").extract().asString(), "url");
    fault("'operation': 'getPublicFile', 'transport': 'truncate', 'times': 1");

    Reply reply = RawHttp.get(url);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.announcedLength()).isGreaterThan(4_000);
    assertThat(reply.body()).hasSize(reply.announcedLength() / 2);
    anonymous().get(url).then().statusCode(200);
  }

  @Test
  void aDownloadDripsAndIsWholeInTheEnd() {
    String url = Json.at(publicUrl("photo.jpg").extract().asString(), "url");
    byte[] whole = anonymous().get(url).asByteArray();
    fault("'operation': 'getPublicFile', 'transport': 'drip', 'delay': 'PT0.5S', 'times': 1");

    long start = System.nanoTime();
    byte[] dripped = anonymous().get(url).then().contentType("image/jpeg").extract().asByteArray();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
    assertThat(dripped).isEqualTo(whole);
  }

  @Test
  void aRefusalDrips() {
    fault("'status': 503, 'transport': 'drip', 'delay': 'PT0.5S', 'times': 1");

    long start = System.nanoTime();
    publicUrl("photo.jpg").statusCode(503);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(400));
  }

  // --- effect -----------------------------------------------------------------------------------

  @Test
  void aFileIsLostBeforeItIsUsed() {
    fault("'operation': 'getPublicUrl', 'effect': 'lose-file', 'times': 1");

    publicUrl("photo.jpg")
        .statusCode(404)
        .body(field("detail", equalTo("File not found at the given key.")));
    publicUrl("photo.jpg").statusCode(404);
  }

  @Test
  void aFileIsLostAfterItWasUploaded() {
    fault("'operation': 'upload', 'phase': 'after', 'effect': 'lose-file', 'times': 1");

    upload("another.jpg").statusCode(200);

    publicUrl("another.jpg").statusCode(404);
    publicUrl("photo.jpg").statusCode(200);
  }

  @Test
  void resultsAreLostAfterTheyWerePaid() {
    fault("'operation': 'process', 'object': 'r.png', 'phase': 'after', 'effect': 'lose-file'");

    post(PROCESS, ONE_VARIANT).statusCode(200);

    assertThat(Emulator.ledger(account)).hasSize(1);
    publicUrl("r.png").statusCode(404);
    publicUrl("photo.jpg").statusCode(200);
  }

  @Test
  void aFileThatTheVendorNamedIsLostToo() {
    fault("'operation': 'upload', 'phase': 'after', 'effect': 'lose-file', 'times': 1");

    String path =
        Json.at(
            asToken(account)
                .multiPart("files", "photo.jpg", Photos.unseenCup())
                .multiPart("upload_path", "dir")
                .post(UPLOAD)
                .then()
                .statusCode(200)
                .extract()
                .asString(),
            "file_paths[0]");

    publicUrl(path).statusCode(404);
  }

  @Test
  void inTheWrongRegionAFileIsNotFoundAlthoughItExists() {
    fault("'effect': 'wrong-region', 'times': 1");

    publicUrl("photo.jpg")
        .statusCode(404)
        .body(field("detail", equalTo("File not found at the given key.")));
    publicUrl("photo.jpg").statusCode(200);
  }

  @Test
  void theWrongRegionSpeaksTheDialectOfTheCall() {
    fault("'operation': 'process', 'effect': 'wrong-region'");

    post(PROCESS, "{'input_file_path': 'a', 'output_variants': [{'output_file_path': 'b'}]}")
        .statusCode(404)
        .body(field("detail", equalTo("File not found: input_file_path does not exist.")));
  }

  @Test
  void anUploadCannotLandInTheWrongRegion() {
    fault("'effect': 'wrong-region'");

    upload("another.jpg").statusCode(200);
  }

  private String fault(String fields) {
    return Emulator.fault("{'account': '" + account + "', " + fields + "}");
  }

  private ValidatableResponse upload(String key) {
    return asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("key", key)
        .post(UPLOAD)
        .then();
  }

  private ValidatableResponse publicUrl(String key) {
    return post(PUBLIC_URL, "{'key': '" + key + "'}");
  }

  private ValidatableResponse post(String path, String json) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(json.replace('\'', '"'))
        .post(path)
        .then();
  }

  private Reply json(String path, String json) {
    return RawHttp.postJson(path, account, json);
  }

  private Reply deleteAllUntilHitBy(String fault) {
    return RawHttp.postJsonUntil(
        () -> Emulator.awaitFired(fault, 1), DELETE, account, "{'pattern': '*'}");
  }
}
