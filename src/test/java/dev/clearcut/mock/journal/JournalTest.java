package dev.clearcut.mock.journal;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** What is in the journal, and how it is asked. */
@QuarkusTest
class JournalTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";

  private final String account = "journal-" + UUID.randomUUID();
  private final byte[] photo = Photos.unseenCup();

  @Test
  void anUploadIsThereWithItsPartsAndTheirDigestsButNotTheirContents() {
    upload("dir/photo.jpg");

    Map<String, Object> entry = Emulator.journal(account).get(0);
    assertThat(entry)
        .containsEntry("method", "POST")
        .containsEntry("path", UPLOAD)
        .containsEntry("operation", "upload")
        .containsEntry("account", account)
        .containsEntry("status", 200)
        .containsEntry("responseBytes", "{\"success\":true}".length())
        .containsEntry("objects", List.of("dir/photo.jpg"))
        .containsEntry("sha256", null)
        .containsEntry("faults", List.of())
        .containsEntry("violations", List.of());
    assertThat((int) entry.get("requestBytes")).isGreaterThan(photo.length);
    assertThat(parts(entry))
        .containsExactlyInAnyOrder(
            Map.of(
                "name",
                "file",
                "mediaType",
                "image/jpeg",
                "bytes",
                photo.length,
                "sha256",
                DigestUtils.sha256Hex(photo)),
            part("key", "dir/photo.jpg"));
  }

  @Test
  void aProcessCallIsThereWithItsPriceAndItsFiles() {
    upload("photo.jpg");
    String json =
        "{\"input_key\": \"photo.jpg\", \"output_variants\": [{\"output_key\": \"r.png\","
            + " \"quality\": \"low\", \"autocrop\": true}]}";
    post(PROCESS, json).statusCode(200);

    Map<String, Object> entry = Emulator.journal(account).get(1);
    assertThat(entry)
        .containsEntry("operation", "process")
        .containsEntry("sha256", DigestUtils.sha256Hex(json))
        .containsEntry("objects", List.of("photo.jpg", "r.png"));
    assertThat(new BigDecimal(entry.get("credits").toString())).isEqualByComparingTo("1.5");
  }

  @Test
  void aDownloadIsThereWithTheAccountBehindItButWithoutItsToken() {
    upload("photo.jpg");
    String url = Json.at(post(PUBLIC_URL, "{\"key\": \"photo.jpg\"}").extract().asString(), "url");
    anonymous().get(url).then().statusCode(200);

    assertThat(Emulator.journal(account).get(2))
        .containsEntry("operation", "getPublicFile")
        .containsEntry("path", "/pub/{token}/photo.jpg")
        .containsEntry("objects", List.of("photo.jpg"))
        .containsEntry("status", 200);
  }

  @Test
  void aRefusedCallIsThereToo() {
    String revoked = "revoked-" + account;
    asToken(revoked)
        .contentType(ContentType.JSON)
        .body("{\"key\": \"photo.jpg\"}")
        .post(PUBLIC_URL)
        .then()
        .statusCode(401);

    assertThat(Emulator.journal(revoked)).extracting("status").containsExactly(401);
  }

  @Test
  void aCallThatGotNoAnswerHasNoStatusButItsFault() {
    String fault =
        Emulator.fault("{'account': '" + account + "', 'transport': 'hang', 'times': 1}");

    RawHttp.postJsonUntil(() -> Emulator.awaitFired(fault, 1), PUBLIC_URL, account, "{'key': 'x'}");

    assertThat(Emulator.journal(account, 1))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry)
                    .containsEntry("status", null)
                    .containsEntry("faults", List.of(Map.of("id", fault, "phase", "before"))));
    find("status", "none").body(field("count", equalTo(1)));
  }

  @Test
  void callsComeInTheOrderOfTheirArrival() {
    upload("1");
    upload("2");
    upload("3");

    assertThat(Emulator.journal(account))
        .extracting("objects")
        .containsExactly(List.of("1"), List.of("2"), List.of("3"));
    assertThat(Emulator.journal(account)).extracting("sequence").isSorted();
  }

  @Test
  void itIsFilteredByOperationStatusAndFile() {
    upload("photo.jpg");
    post(PUBLIC_URL, "{\"key\": \"photo.jpg\"}").statusCode(200);
    post(PUBLIC_URL, "{\"key\": \"nothing.jpg\"}").statusCode(404);

    find("operation", "get*").body(field("entries.status", contains(200, 404)));
    find("status", "404").body(field("entries.operation", contains("getPublicUrl")));
    find("status", "2xx").body(field("count", equalTo(2)));
    find("object", "photo*").body(field("count", equalTo(2)));
  }

  @Test
  void anOperationThatTheContractDoesNotHaveIsRefused() {
    admin()
        .queryParam("operation", "proces")
        .get("/mock/journal")
        .then()
        .statusCode(400)
        .body(field("detail", containsString("process,")))
        .body(field("detail", endsWith("but is \"proces\".")));
  }

  @Test
  void ofManyTheLatestAreShownAndAllAreCounted() {
    upload("1");
    upload("2");
    upload("3");

    find("limit", "1")
        .body(field("count", equalTo(3)))
        .body(field("entries.objects[0]", contains("3")));
  }

  @Test
  void whatMatchesIsForgottenAndNothingElse() {
    upload("photo.jpg");
    post(PUBLIC_URL, "{\"key\": \"photo.jpg\"}").statusCode(200);

    admin()
        .queryParam("account", account)
        .queryParam("operation", "upload")
        .delete("/mock/journal")
        .then()
        .statusCode(204);

    assertThat(Emulator.journal(account)).extracting("operation").containsExactly("getPublicUrl");
  }

  @Test
  void itIsVerifiedByCount() {
    upload("1");
    upload("2");

    verify("exactly", "2").statusCode(200).body(field("count", equalTo(2)));
    verify("atLeast", "2").statusCode(200);
    verify("atMost", "2").statusCode(200);
    verify("exactly", "1")
        .statusCode(409)
        .body(field("detail", equalTo("Expected exactly 1 matching calls, but there were 2.")));
    verify("atLeast", "3")
        .statusCode(409)
        .body(field("detail", equalTo("Expected at least 3 matching calls, but there were 2.")));
    verify("atMost", "1")
        .statusCode(409)
        .body(field("detail", equalTo("Expected at most 1 matching calls, but there were 2.")));
  }

  private void upload(String key) {
    asToken(account)
        .multiPart("file", "photo.jpg", photo, "image/jpeg")
        .multiPart("key", key)
        .post(UPLOAD)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse post(String path, String json) {
    return asToken(account).contentType(ContentType.JSON).body(json).post(path).then();
  }

  private ValidatableResponse find(String parameter, String value) {
    return admin()
        .queryParam("account", account)
        .queryParam(parameter, value)
        .get("/mock/journal")
        .then()
        .statusCode(200);
  }

  private ValidatableResponse verify(String parameter, String value) {
    return admin()
        .queryParam("account", account)
        .queryParam("operation", "upload")
        .queryParam(parameter, value)
        .get("/mock/journal/verify")
        .then();
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> parts(Map<String, Object> entry) {
    return (List<Map<String, Object>>) entry.get("parts");
  }

  private static Map<String, Object> part(String name, String text) {
    Map<String, Object> part = new java.util.HashMap<>();
    part.put("name", name);
    part.put("mediaType", null);
    part.put("bytes", text.length());
    part.put("sha256", DigestUtils.sha256Hex(text));
    return part;
  }
}
