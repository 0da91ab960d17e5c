package dev.clearcut.mock.fault;

import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.EmulatorAdmin.admin;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.RawHttp;
import dev.clearcut.testing.RawHttp.End;
import dev.clearcut.testing.RawHttp.Reply;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that takes long, and calls whose clients do not wait for it. */
@QuarkusTest
class ClientsThatGoTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String INITIALIZE = "/v3/ai-cut/initialize/";
  private static final Duration HUNG = Duration.ofMinutes(2);
  private static final String JOB =
      "{'input_key': 'photo.jpg', 'output_variants': [{'output_key': 'r.png', 'quality': 'low'}]}";

  private final String account = "gone-" + UUID.randomUUID();

  @BeforeEach
  void aPhotoIsThere() {
    asToken(account)
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("key", "photo.jpg")
        .post(UPLOAD)
        .then()
        .statusCode(200);
  }

  @AfterEach
  void noFaultIsLeft() {
    Emulator.reset(account);
  }

  // --- clients that go --------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'delay': 'PT0.5S'",
        "'delay': 'PT0.5S', 'phase': 'after'",
        "'transport': 'hang'",
        "'transport': 'hang', 'phase': 'after'",
        "'work': 'PT0.5S'",
        "'work': 'PT0.2S', 'transport': 'hang'",
        "'work': 'PT0.2S', 'transport': 'reset', 'delay': 'PT0.2S'"
      })
  void aCallWhoseClientHasGoneIsDoneAndChargedAndTheJournalSaysSo(String slowness) {
    String fault = fault("'operation': 'process', 'times': 1, " + slowness);

    RawHttp.postJsonAndLeave(PROCESS, account, JOB);

    Map<String, Object> call = concluded("process");
    assertThat(call).containsEntry("status", null).containsEntry("responseBytes", null);
    assertThat(credits(call)).isEqualByComparingTo("1");
    assertThat(call.get("faults").toString()).contains("id=" + fault);
    assertThat(Emulator.charged(account)).isEqualByComparingTo("1");
    publicUrl("r.png").statusCode(200);
  }

  @Test
  void aPaidFormWhoseClientHasGoneIsDoneAndChargedToo() {
    fault("'operation': 'initializeAiCut', 'delay': 'PT0.5S', 'times': 1");
    byte[] form = form(Photos.unseenCup());

    RawHttp.sendAndLeave(formHead(form.length), form);

    assertThat(credits(concluded("initializeAiCut"))).isEqualByComparingTo("1");
    assertThat(Emulator.charged(account)).isEqualByComparingTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'status': 503", "'transport': 'reset'", "'effect': 'wrong-region'"})
  void whatAFaultRefusesLaterIsNotDoneWithoutAClientEither(String refusal) {
    fault("'operation': 'process', 'times': 1, 'delay': 'PT0.5S', " + refusal);

    RawHttp.postJsonAndLeave(PROCESS, account, JOB);

    assertThat(credits(concluded("process"))).isZero();
    assertThat(Emulator.ledger(account)).isEmpty();
    publicUrl("r.png").statusCode(404);
  }

  @Test
  void aCallThatIsWrongByItselfIsNotChargedWithoutAClientEither() {
    fault("'operation': 'process', 'delay': 'PT0.5S', 'times': 1");

    RawHttp.postJsonAndLeave(PROCESS, account, JOB.replace("photo.jpg", "nothing.jpg"));

    assertThat(credits(concluded("process"))).isZero();
    assertThat(Emulator.ledger(account)).isEmpty();
  }

  @Test
  void aRequestThatDidNotArriveWholeIsNotDone() {
    byte[] json = JOB.replace('\'', '"').getBytes(ISO_8859_1);
    byte[] form = form(Photos.unseenCup());

    RawHttp.sendAndLeave(
        RawHttp.jsonHead(PROCESS, account, json.length), Arrays.copyOf(json, json.length - 1));
    RawHttp.sendAndLeave(formHead(form.length), Arrays.copyOf(form, form.length - 1));

    assertThat(Emulator.journal(account, 3).subList(1, 3))
        .allSatisfy(
            call ->
                assertThat(call).containsEntry("clientGone", true).containsEntry("status", null))
        .allSatisfy(call -> assertThat(credits(call)).isZero());
    assertThat(Emulator.ledger(account)).isEmpty();
  }

  @Test
  void aConnectionThatTheEmulatorCutsIsNoClientThatHasGone() {
    fault("'operation': 'process', 'phase': 'after', 'transport': 'reset', 'times': 1");

    assertThat(RawHttp.postJson(PROCESS, account, JOB, HUNG).end()).isEqualTo(End.RESET);

    assertThat(Emulator.journal(account).get(1))
        .containsEntry("status", null)
        .containsEntry("clientGone", false);
  }

  @Test
  void aCallThatHangsIsInTheJournalBeforeItsClientGoes() throws Exception {
    String fault = fault("'operation': 'process', 'transport': 'hang', 'times': 1");
    CompletableFuture<Reply> hanging = inTheBackground();
    Emulator.awaitFired(fault, 1);

    assertThat(Emulator.journal(account, 2).get(1))
        .containsEntry("status", null)
        .containsEntry("clientGone", false);

    Emulator.reset(account);
    assertThat(hanging.get().end()).isEqualTo(End.RESET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'delay': 'PT1H'", "'transport': 'hang'", "'work': 'PT1H'"})
  void aResetForgetsCallsThatAreHeld(String held) throws Exception {
    String fault = fault("'operation': 'process', 'times': 1, " + held);
    CompletableFuture<Reply> waiting = inTheBackground();
    Emulator.awaitFired(fault, 1);

    Emulator.reset(account);

    assertThat(waiting.get().end()).isEqualTo(End.RESET);
    assertThat(Emulator.journal(account)).isEmpty();
    assertThat(Emulator.charges(account)).isZero();
  }

  // --- work that takes long ---------------------------------------------------------------------

  @Test
  void whileTheWorkIsDoneNothingIsChargedAndNoResultIsThere() throws Exception {
    String fault = fault("'operation': 'process', 'work': 'PT1H', 'times': 1");
    CompletableFuture<Reply> working = inTheBackground();
    Emulator.awaitFired(fault, 1);

    publicUrl("r.png").statusCode(404);
    assertThat(Emulator.ledger(account)).isEmpty();
    assertThat(Emulator.credits(account)).isEqualByComparingTo("1000");
    assertThat(working).isNotDone();

    Emulator.reset(account);
    working.get();
  }

  @Test
  void atItsEndItIsChargedAndAnswered() {
    fault("'operation': 'process', 'work': 'PT0.4S', 'times': 1");
    long start = System.nanoTime();

    post(JOB).statusCode(200);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(399));
    assertThat(Emulator.charged(account)).isEqualByComparingTo("1");
    publicUrl("r.png").statusCode(200);
  }

  @Test
  void whatElseTheFaultDoesItDoesToTheAnswer() {
    fault("'operation': 'process', 'work': 'PT0.1S', 'status': 504, 'times': 1");

    post(JOB).statusCode(504);

    assertThat(Emulator.charged(account)).isEqualByComparingTo("1");
    assertThat(Emulator.journal(account).get(1).get("faults").toString()).contains("phase=after");
  }

  @Test
  void anotherFaultMayHitTheAnswerOfLongWork() {
    fault("'operation': 'process', 'work': 'PT0.1S', 'times': 1");
    fault("'operation': 'process', 'phase': 'after', 'status': 504, 'times': 1");

    post(JOB).statusCode(504);

    assertThat(Emulator.charged(account)).isEqualByComparingTo("1");
  }

  @Test
  void whatIsWrongWithTheKeyOrTheRequestIsSaidAtOnce() {
    String revoked = "revoked-" + account;
    String fault = Emulator.fault("{'account': '*" + account + "', 'work': 'PT1H'}");

    post("{'input_key': 5}").statusCode(400);
    assertThat(RawHttp.postJson(PROCESS, revoked, JOB, HUNG).status()).isEqualTo(401);

    admin().delete("/mock/faults/{id}", fault).then().statusCode(204);
  }

  private CompletableFuture<Reply> inTheBackground() {
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    Thread client =
        new Thread(() -> reply.complete(RawHttp.postJson(PROCESS, account, JOB, HUNG)), "client");
    client.setDaemon(true);
    client.start();
    return reply;
  }

  /** The call of an operation, once the emulator has done with it. */
  private Map<String, Object> concluded(String operation) {
    List<Map<String, Object>> calls =
        await("Hung otherwise")
            .atMost(HUNG)
            .until(
                () ->
                    Emulator.journal(account).stream()
                        .filter(call -> call.get("operation").equals(operation))
                        .filter(call -> call.get("clientGone").equals(true))
                        .toList(),
                found -> !found.isEmpty());
    assertThat(calls).hasSize(1);
    return calls.get(0);
  }

  private static BigDecimal credits(Map<String, Object> call) {
    return new BigDecimal(call.get("credits").toString());
  }

  private String fault(String fields) {
    return Emulator.fault("{'account': '" + account + "', " + fields + "}");
  }

  private ValidatableResponse post(String json) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(json.replace('\'', '"'))
        .post(PROCESS)
        .then();
  }

  private ValidatableResponse publicUrl(String key) {
    return asToken(account)
        .contentType(ContentType.JSON)
        .body(Map.of("key", key))
        .post("/v3/file-ops/get-public-url/")
        .then();
  }

  private String formHead(int length) {
    return "POST "
        + INITIALIZE
        + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
        + account
        + "\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: "
        + length
        + "\r\n\r\n";
  }

  private static byte[] form(byte[] photo) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        ("--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"p.jpg\"\r\n"
                + "Content-Type: image/jpeg\r\n\r\n")
            .getBytes(ISO_8859_1));
    form.writeBytes(photo);
    form.writeBytes("\r\n--b--\r\n".getBytes(ISO_8859_1));
    return form.toByteArray();
  }
}
