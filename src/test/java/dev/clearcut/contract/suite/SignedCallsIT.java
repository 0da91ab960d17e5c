package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Photos;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that a server signs for a browser. */
@VendorTest
class SignedCallsIT {

  private static final String FOREIGN = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2lnbmF0dXJl";

  private final Vendor vendor;
  private final byte[] photo = Photos.tiny(new Random());

  SignedCallsIT(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  @Costs("processImage")
  void aSignedUploadBelongsToTheAccountThatSigned() {
    String name = upload(vendor.sign("presignUploadImage")).expect(200).text("/unique_filename");

    vendor
        .call("processImage")
        .json("{'unique_filename': '%s', 'output_variants': [{'format': 'png'}]}".formatted(name))
        .send()
        .expect(200);
  }

  @Test
  @Costs("processImagePresigned")
  void aSignedProcessCallHasTheBodyThatWasSigned() {
    String token =
        vendor.signProcess(
            """
            {'unique_filename': '%s', 'output_variants': [
              {'variant_name': 'white', 'format': 'jpg', 'background_color': '#ffffff'}]}
            """
                .formatted(vendor.uploadImage(photo)));

    String url = process(token).expect(200).text("/output_urls/white");

    assertThat(vendor.download(url).expect(200).mediaType()).isEqualTo("image/jpeg");
    process(token).expectError(401);
  }

  @Test
  @Costs("initializeAiCutPresigned")
  void aSignedStartOpensASessionOnce() {
    String token = vendor.sign("presignInitializeAiCut");

    String session = start(token).expect(200).text("/unique_filename");

    assertThat(session).isNotBlank();
    start(token).expectError(401);
  }

  @Test
  void aTokenWorksOnce() {
    String token = vendor.sign("presignUploadImage");
    upload(token).expect(200);

    upload(token).expectError(401);
  }

  @Test
  void aTokenIsUsedUpByACallThatFails() {
    String token = vendor.sign("presignUploadImage");
    vendor
        .call("uploadImagePresigned")
        .signed(token)
        .text("nothing", "of interest")
        .sendWrong()
        .expectError(400, "Missing required field: image.");

    upload(token).expectError(401);
  }

  @Test
  void aTokenIsForOneOperation() {
    start(vendor.sign("presignUploadImage")).expectError(401);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"uploadImagePresigned", "initializeAiCutPresigned"})
  void aTokenOfSomebodyElseIsRejected(String operation) {
    vendor.call(operation).signed(FOREIGN).file("image", photo).send().expectError(401);
  }

  @Test
  void aProcessTokenOfSomebodyElseIsRejected() {
    process(FOREIGN).expectError(401);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"uploadImagePresigned", "initializeAiCutPresigned"})
  void aMissingTokenIsNamed(String operation) {
    vendor
        .call(operation)
        .file("image", photo)
        .sendWrong()
        .expectError(400, "Missing required field: signed_request.");
  }

  @Test
  void aMissingProcessTokenIsNamed() {
    vendor
        .call("processImagePresigned")
        .json("{}")
        .sendWrong()
        .expectError(400, "Missing required field: signed_request.");
  }

  @Test
  void aBodyIsCheckedWhenItIsSigned() {
    sign("{'unique_filename': 'k', 'output_variants': [{'format': 'jpg'}]}")
        .expectError(
            400,
            "Transparent is not possible with \"jpg\" format. Use \"png\" or \"webp\" instead.");
    sign("{'unique_filename': 'unknown'}").expectError(404);
  }

  @Test
  @EmulatorOnly("it takes an account without credits")
  void whoHasNoCreditsCanSignButTheCallIsRefused() {
    Vendor poor = vendor.as("poor-signer-" + vendor.key());
    poor.knobs().credit("0.5");
    String name = poor.uploadImage(photo);

    process(poor.signProcess("{'unique_filename': '%s'}".formatted(name)))
        .expectError(402, "Insufficient credits. Required: 1.0, available: 0.5");
    start(poor.sign("presignInitializeAiCut"))
        .expectError(402, "Insufficient credits. Required: 1.0, available: 0.5");
  }

  private Answer sign(String body) {
    return vendor.call("presignProcessImage").json(body).sendWrong();
  }

  private Answer upload(String token) {
    return vendor.call("uploadImagePresigned").signed(token).file("image", photo).send();
  }

  private Answer start(String token) {
    return vendor.call("initializeAiCutPresigned").signed(token).file("image", photo).send();
  }

  private Answer process(String token) {
    return vendor
        .call("processImagePresigned")
        .json("{'signed_request': '%s'}".formatted(token))
        .send();
  }
}
