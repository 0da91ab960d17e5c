package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.clearcut.testing.BusyEmulator;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Narrow;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An emulator with little room, of which everything is asked for that an operator may bound. */
@QuarkusTest
@TestProfile(Narrow.class)
@SuppressWarnings("try") // what is occupied is not looked at
class BoundsTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String FULL =
      "Not enough disk space left. Delete files, or wait until some expire.";

  private static final Executor THREADS = task -> new Thread(task).start();

  private final String account = "bounds-" + UUID.randomUUID();

  /** So little fits in that the files of a few tests fill it. */
  @BeforeEach
  void empty() {
    Emulator.reset();
  }

  @Test
  void whoComesWhenTheQueueIsFullIsSentAwayAndNothingIsCharged() {
    upload("photo.jpg").statusCode(200);

    try (BusyEmulator busy = BusyEmulator.full()) {
      process("result.png")
          .statusCode(503)
          .header("Retry-After", "1")
          .body(field("detail", startsWith("Server is temporarily overloaded")));
      assertThat(Emulator.ledger(account)).isEmpty();
      assertThat(Emulator.credits(account)).isEqualByComparingTo("1000");
      publicUrl("result.png").statusCode(404);
    }

    process("result.png").statusCode(200);
  }

  @Test
  void uploadsAndPublicUrlsAreAnsweredWhileTheQueueIsFull() {
    try (BusyEmulator busy = BusyEmulator.full()) {
      upload("photo.jpg").statusCode(200);
      publicUrl("photo.jpg").statusCode(200);
    }
  }

  @Test
  void callsThatWaitAreAnsweredInTheEndEvenIfTheirPhotoIsDeletedMeanwhile() {
    upload("photo.jpg").statusCode(200);
    List<CompletableFuture<Integer>> waiting = new ArrayList<>();

    try (BusyEmulator busy = BusyEmulator.busy()) {
      for (int i = 0; i < Narrow.QUEUE; i++) {
        String result = "result-" + i;
        waiting.add(
            CompletableFuture.supplyAsync(() -> process(result).extract().statusCode(), THREADS));
      }
      busy.awaitCalls(Narrow.QUEUE);
      asToken(account)
          .contentType(ContentType.JSON)
          .body(Map.of("pattern", "photo.jpg"))
          .post("/v3/file-ops/delete/")
          .then()
          .statusCode(200);
    }

    assertThat(waiting).extracting(CompletableFuture::join).containsOnly(200);
    assertThat(Emulator.charges(account)).isEqualTo(Narrow.QUEUE);
  }

  @Test
  void anAccountThatIsFullCanStoreNoMoreUntilItDeletesOrFilesExpire() {
    int stored = fill(account);

    upload("one-more.jpg").statusCode(400).body(field("detail", equalTo(FULL)));
    publicUrl("one-more.jpg").statusCode(404);
    asToken(account)
        .contentType(ContentType.JSON)
        .body(Map.of("pattern", "file-0"))
        .post("/v3/file-ops/delete/")
        .then()
        .statusCode(200);
    upload("one-more.jpg").statusCode(200);
    Emulator.advance("PT1H");

    assertThat(fill(account)).isEqualTo(stored).isPositive();
  }

  @Test
  void resultsForWhichThereIsNoRoomAreNotChargedAndNoneOfThemIsStored() {
    fill(account);

    asToken(account)
        .contentType(ContentType.JSON)
        .body(
            """
            {"input_key": "file-0", "output_variants": [
              {"output_key": "small.webp", "format": "webp", "max_resolution": 4096},
              {"output_key": "large.png"}]}
            """)
        .post("/v3/tools/ai/remove-bg/process/")
        .then()
        .statusCode(400)
        .body(field("detail", equalTo(FULL)));

    assertThat(Emulator.ledger(account)).isEmpty();
    publicUrl("small.webp").statusCode(404);
  }

  @Test
  void oneUploadOfManyFilesIsStoredWholeOrNotAtAll() throws IOException {
    long before = filesOnDisk();
    var form = asToken(account).multiPart("upload_path", "many");
    for (int i = 0; i < 10; i++) {
      form.multiPart("files", "photo.jpg", Photos.unseenCoffee());
    }

    form.post(UPLOAD).then().statusCode(400).body(field("detail", equalTo(FULL)));

    assertThat(filesOnDisk()).isLessThanOrEqualTo(before);
  }

  @Test
  void allAccountsTogetherAreBoundedToo() {
    int first = fill(account);

    assertThat(fillUp("second-" + account)).isPositive().isLessThan(first);
  }

  @Test
  void aCallThatWaitsForItsTurnIsDoneAlsoWhenItsClientGoes() {
    upload("photo.jpg").statusCode(200);

    try (BusyEmulator busy = BusyEmulator.busy()) {
      RawHttp.postJsonAndLeave(
          "/v3/tools/ai/remove-bg/process/",
          account,
          "{'input_key': 'photo.jpg', 'output_variants': [{'output_key': 'r.png'}]}");
      busy.awaitCalls(1);
      assertThat(Emulator.charges(account)).isZero();
    }

    assertThat(Emulator.journal(account, 2)).hasSize(2);
    assertThat(Emulator.charged(account)).isEqualByComparingTo("1");
    publicUrl("r.png").statusCode(200);
  }

  @Test
  void ofMoreClientsThatGoThanConfiguredOneCallIsNotDone() {
    upload("1").statusCode(200);
    upload("2").statusCode(200);
    Emulator.fault(
        "{'account': '%s', 'operation': 'deleteFiles', 'delay': 'PT1S'}".formatted(account));

    RawHttp.postJsonAndLeave("/v3/file-ops/delete/", account, "{'pattern': '1'}");
    RawHttp.postJsonAndLeave("/v3/file-ops/delete/", account, "{'pattern': '2'}");

    assertThat(Emulator.journal(account, 4).subList(2, 4))
        .extracting("clientGone")
        .containsOnly(true);
    assertThat(
            List.of(publicUrl("1").extract().statusCode(), publicUrl("2").extract().statusCode()))
        .containsExactlyInAnyOrder(200, 404);
    Emulator.reset(account);
  }

  @Test
  void aLedgerKeepsTheLatestChargesAndTheSumOfAll() {
    upload("photo.jpg").statusCode(200);
    for (int i = 0; i < Narrow.LEDGER + 2; i++) {
      process("result.png").statusCode(200);
    }

    admin()
        .get("/mock/accounts/{key}/ledger", account)
        .then()
        .body(field("entries", hasSize(Narrow.LEDGER)))
        .body(field("count", equalTo(Narrow.LEDGER + 2)))
        .body(field("credits", equalTo(Narrow.LEDGER + 2.0)));
    assertThat(Emulator.credits(account))
        .isEqualByComparingTo(String.valueOf(1000 - Narrow.LEDGER - 2));
  }

  @Test
  void ofMoreAccountsThanConfiguredTheLeastUsedGoesAndWhatItWasChargedStaysKnown() {
    upload("photo.jpg").statusCode(200);
    process("result.png").statusCode(200);

    for (int i = 0; i < Narrow.ACCOUNTS; i++) {
      Emulator.credit("other-" + i, "1");
    }

    admin()
        .get("/mock/accounts")
        .then()
        .body(field("accounts.key", contains("other-0", "other-1", "other-2", "other-3")))
        .body(field("forgotten.count", equalTo(1)))
        .body(field("forgotten.credits", equalTo(1.0)));
    assertThat(Emulator.charges(account)).isZero();
    assertThat(Emulator.credits(account)).isEqualByComparingTo("1000");
  }

  @Test
  void aFileLivesNoLongerThanConfigured() {
    upload("photo.jpg").statusCode(200);

    Emulator.advance("PT1H");

    publicUrl("photo.jpg").statusCode(404);
  }

  @Test
  void publicUrlsBeginAsConfigured() {
    upload("photo.jpg").statusCode(200);

    String url = Json.at(publicUrl("photo.jpg").statusCode(200).extract().asString(), "url");

    assertThat(url).startsWith("https://emulator.example.com/vendor/pub/").endsWith("/photo.jpg");
    anonymous()
        .get(url.replace("https://emulator.example.com/vendor", ""))
        .then()
        .statusCode(200)
        .contentType("image/jpeg");
  }

  @Test
  void bytesAreInTheConfiguredFolder() throws IOException {
    long before = filesOnDisk();
    Emulator.advance("PT1H");

    upload("photo.jpg").statusCode(200);

    assertThat(filesOnDisk()).isBetween(1L, before + 1);
  }

  /** As {@link #fillUp}, in an emulator where all that was there has expired. */
  private static int fill(String account) {
    Emulator.advance("PT1H");
    return fillUp(account);
  }

  /** Uploads until there is no more room; how many photos went in. */
  private static int fillUp(String account) {
    int stored = 0;
    while (upload(account, "file-" + stored).extract().statusCode() == 200) {
      stored++;
    }
    return stored;
  }

  private static long filesOnDisk() {
    try (Stream<Path> all = Files.walk(Narrow.FOLDER)) {
      return all.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ValidatableResponse upload(String key) {
    return upload(account, key);
  }

  private static ValidatableResponse upload(String account, String key) {
    return asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCoffee())
        .multiPart("key", key)
        .post(UPLOAD)
        .then();
  }

  private ValidatableResponse process(String outputKey) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(
            """
            {"input_key": "photo.jpg", "output_variants": [
              {"output_key": "%s", "quality": "low", "max_resolution": 4096}]}
            """
                .formatted(outputKey))
        .post("/v3/tools/ai/remove-bg/process/")
        .then();
  }

  private ValidatableResponse publicUrl(String key) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(Map.of("key", key))
        .post("/v3/file-ops/get-public-url/")
        .then();
  }
}
