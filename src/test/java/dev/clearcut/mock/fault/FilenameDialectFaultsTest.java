package dev.clearcut.mock.fault;

import static dev.clearcut.contract.VendorContract.anonymous;
import static dev.clearcut.contract.VendorContract.asBearer;
import static dev.clearcut.testing.FilenameDialect.AI_CUT;
import static dev.clearcut.testing.FilenameDialect.PROCESS;
import static dev.clearcut.testing.FilenameDialect.SEGMENT;
import static dev.clearcut.testing.FilenameDialect.UPLOAD;
import static dev.clearcut.testing.FilenameDialect.sendImage;
import static dev.clearcut.testing.FilenameDialect.sendJson;
import static dev.clearcut.testing.FilenameDialect.sendSignedImage;
import static dev.clearcut.testing.FilenameDialect.sendSignedProcess;
import static dev.clearcut.testing.FilenameDialect.sign;
import static dev.clearcut.testing.FilenameDialect.signProcess;
import static dev.clearcut.testing.FilenameDialect.upload;
import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Faults where calls carry no key: the account is the one that signed, or that opened a session.
 */
@QuarkusTest
class FilenameDialectFaultsTest {

  private static final String BODY =
      "{'unique_filename': '%s', 'output_variants': [{'quality': 'low'}]}";

  private final String account = "filename-faults-" + UUID.randomUUID();

  @AfterEach
  void noFaultIsLeft() {
    Emulator.reset(account);
  }

  @Test
  void aSignedCallIsHitByTheAccountThatSignedAndItsTokenIsNotUsedUp() {
    String token = sign(account, UPLOAD);
    fault("'operation': 'uploadImagePresigned', 'status': 503, 'times': 1");

    sendSignedImage(UPLOAD, token).statusCode(503);
    sendSignedImage(UPLOAD, token).statusCode(200);
  }

  @Test
  void aSignedCallThatIsHitAfterTheWorkIsPaidByTheAccountThatSigned() {
    String token = signProcess(account, BODY.formatted(upload(account)));
    fault("'operation': 'processImagePresigned', 'phase': 'after', 'status': 504, 'times': 1");

    sendSignedProcess(token).statusCode(504);

    assertThat(Emulator.ledger(account)).hasSize(1);
    sendSignedProcess(token).statusCode(401);
  }

  @Test
  void aSegmentationIsHitByTheAccountThatOpenedItsSession() {
    String session =
        Json.at(
            sendImage(asBearer(account), AI_CUT).statusCode(200).extract().asString(),
            "unique_filename");
    fault("'operation': 'segment', 'status': 500");

    sendJson(anonymous(), SEGMENT, "{'unique_filename': '" + session + "'}").statusCode(500);
  }

  @Test
  void anUploadIsLostByTheNameThatTheVendorGaveIt() {
    fault("'operation': 'uploadImage', 'phase': 'after', 'effect': 'lose-file', 'times': 1");

    String name = upload(account);

    sendJson(asBearer(account), PROCESS, BODY.formatted(name))
        .statusCode(404)
        .body(
            field(
                "detail",
                equalTo("unique_filename does not exist or has expired. Re-upload the image.")));
  }

  @Test
  void theImageOfASessionIsLost() {
    String session =
        Json.at(
            sendImage(asBearer(account), AI_CUT).statusCode(200).extract().asString(),
            "unique_filename");
    fault("'operation': 'segment', 'effect': 'lose-file', 'times': 1");

    sendJson(anonymous(), SEGMENT, "{'unique_filename': '" + session + "'}").statusCode(404);
  }

  @Test
  void aResultIsLostBeforeItIsDownloaded() {
    String url =
        Json.at(
            sendJson(asBearer(account), PROCESS, BODY.formatted(upload(account)))
                .statusCode(200)
                .extract()
                .asString(),
            "output_urls.default");
    fault("'operation': 'getPublicFile', 'effect': 'lose-file', 'times': 1");

    anonymous().get(url).then().statusCode(404);
    anonymous().get(url).then().statusCode(404);
  }

  @Test
  void aSignedCallIsInTheJournalOfTheAccountThatSignedWithoutItsToken() {
    String token = sign(account, UPLOAD);
    sendSignedImage(UPLOAD, token).statusCode(200);

    Map<String, Object> entry = Emulator.journal(account).get(1);
    assertThat(entry)
        .containsEntry("operation", "uploadImagePresigned")
        .containsEntry("path", "/v3/remove-bg/upload-image/presigned/");
    assertThat(entry.toString()).doesNotContain(token);
  }

  @Test
  void aResetTakesTheAccountsSignedCallsAndSessionsAway() {
    String token = sign(account, UPLOAD);
    String session =
        Json.at(
            sendImage(asBearer(account), AI_CUT).statusCode(200).extract().asString(),
            "unique_filename");

    Emulator.reset(account);

    sendSignedImage(UPLOAD, token).statusCode(401);
    sendJson(anonymous(), SEGMENT, "{'unique_filename': '" + session + "'}").statusCode(404);
  }

  private void fault(String fields) {
    Emulator.fault("{'account': '" + account + "', " + fields + "}");
  }
}
