package dev.clearcut.contract.suite;

import dev.clearcut.contract.Dialect;
import dev.clearcut.contract.Operation;
import dev.clearcut.testing.Photos;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a request is said in a sentence, and nothing is done or paid. */
@VendorTest
class BadRequestsIT {

  private static final byte[] NO_IMAGE = "hello, world".getBytes(StandardCharsets.UTF_8);

  private final Vendor vendor;
  private final byte[] photo = Photos.tiny(new Random());

  BadRequestsIT(Vendor vendor) {
    this.vendor = vendor;
  }

  static Stream<Operation> operationsWithJson() {
    return Operation.all().stream()
        .filter(operation -> operation.mediaTypes().contains("application/json"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operationsWithJson")
  void aBodyHasToBeJson(Operation operation) {
    vendor.call(operation).json("{'half': ").sendWrong().expectError(400, "Malformed JSON body.");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          getPublicUrl        | KEY      | nothing            | {} | Missing required field: key.
          deleteFiles         | KEY      | nothing            | {} | Missing required field: pattern.
          process             | KEY      | nothing            | {} | Missing required field: input_key.
          process             | KEY      | no variants        | {'input_key': 'k'} | Missing required field: output_variants.
          process             | KEY      | no name            | {'input_key': 'k', 'output_variants': [{}]} | Missing required field: output_variants[0].output_key.
          process             | KEY      | half a colour      | {'input_key': 'k', 'output_variants': [{'output_key': 'a', 'background_color': '#12345'}]} | Invalid background_color. Expected hex string like #ffffff.
          process             | KEY      | transparent jpeg   | {'input_key': 'k', 'output_variants': [{'output_key': 'a', 'format': 'jpeg'}]} | Transparent is not possible with "jpeg" format. Use "png" or "webp" instead.
          process             | KEY      | two dialects       | {'input_key': 'k', 'input_file_path': 'p', 'output_variants': [{'output_key': 'a'}]} | The fields of two dialects are mixed. Send those of one: input_key or input_file_path.
          process             | PATH     | no variants        | {'input_file_path': 'p'} | Missing required field: output_variants.
          process             | PATH     | a key for a path   | {'input_file_path': 'p', 'output_variants': [{'output_key': 'a'}]} | Missing required field: output_variants[0].output_file_path.
          process             | PATH     | transparent jpg    | {'input_file_path': 'p', 'output_variants': [{'output_file_path': 'a', 'format': 'jpg'}]} | Transparent is not possible with "jpg" format. Use "png" or "webp" instead.
          process             | PATH     | the name of colour | {'input_file_path': 'p', 'output_variants': [{'output_file_path': 'a', 'background_color': 'white'}]} | Invalid background_color. Expected hex string like #ffffff.
          processImage        | FILENAME | nothing            | {} | Missing required field: unique_filename.
          processImage        | FILENAME | half a colour      | {'unique_filename': 'k', 'output_variants': [{'background_color': '#12345'}]} | Invalid background_color. Expected hex string like #ffffff.
          processImage        | FILENAME | transparent jpg    | {'unique_filename': 'k', 'output_variants': [{'format': 'jpg'}]} | Transparent is not possible with "jpg" format. Use "png" or "webp" instead.
          processImage        | FILENAME | one name twice     | {'unique_filename': 'k', 'output_variants': [{}, {'variant_name': 'default'}]} | The output "default" is named twice. Give each output a name of its own.
          presignProcessImage | FILENAME | nothing            | {} | Missing required field: unique_filename.
          segment             | AI_CUT   | nothing            | {} | Missing required field: unique_filename.
          """)
  void whatIsWrongIsNamed(
      String operation, Dialect dialect, String what, String body, String detail) {
    vendor.call(operation).in(dialect).json(body).sendWrong().expectError(400, detail);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "'format': 'gif'",
        "'format': 'jpg', 'background_color': '#ffffff'",
        "'quality': 'best'",
        "'max_resolution': 4095",
        "'max_resolution': 25000001",
        "'output_compression': 0",
        "'output_compression': 101",
        "'autocrop': 'yes'"
      })
  void aValueOutOfItsRangeIsRefusedInTheKeyDialect(String field) {
    refused(
        "process",
        Dialect.KEY,
        "{'input_key': 'k', 'output_variants': [{'output_key': 'a', %s}]}".formatted(field));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "'format': 'jpeg', 'background_color': '#ffffff'",
        "'format': 'avif'",
        "'quality': 'best'",
        "'max_resolution': 4095",
        "'max_resolution': 25000001",
        "'output_compression': 0",
        "'output_compression': 101",
        "'autocrop': 'yes'",
        "'variant_name': ''"
      })
  void aValueOutOfItsRangeIsRefusedInTheFilenameDialect(String field) {
    refused(
        "processImage",
        Dialect.FILENAME,
        "{'unique_filename': 'k', 'output_variants': [{%s}]}".formatted(field));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "'greenDots': [{'x': 1}]",
        "'greenDots': [{'x': -1, 'y': 1}]",
        "'redDots': [null]",
        "'request_number': -1"
      })
  void aValueOutOfItsRangeIsRefusedByAiCut(String field) {
    refused("segment", Dialect.AI_CUT, "{'unique_filename': 's', %s}".formatted(field));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"0", "2.5", "soon"})
  void aLifetimeOutOfItsRangeIsRefused(String hours) {
    vendor
        .call("upload")
        .in(Dialect.KEY)
        .file("file", photo)
        .text("key", vendor.name("photo.png"))
        .text("expires_in_hours", hours)
        .sendWrong()
        .expectError(
            400, "Invalid expires_in_hours. Expected a number greater than 0 and not above 2.");
  }

  @Test
  void missingPartsAreNamed() {
    Call noKey = vendor.call("upload").in(Dialect.KEY).file("file", photo);
    Call noFile = vendor.call("upload").in(Dialect.KEY).text("key", vendor.name("photo.png"));
    Call noPath = vendor.call("upload").in(Dialect.PATH).file("files", photo);

    noKey.sendWrong().expectError(400, "Missing required field: key.");
    noFile.sendWrong().expectError(400, "Missing required field: file.");
    noPath.sendWrong().expectError(400, "Missing required field: upload_path.");
  }

  @Test
  void partsOfTwoDialectsAreRefused() {
    vendor
        .call("upload")
        .in(Dialect.PATH)
        .file("files", photo)
        .text("upload_path", vendor.name("path"))
        .text("key", vendor.name("photo.png"))
        .sendWrong()
        .expect(400);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"uploadImage", "initializeAiCut"})
  void aMissingImageIsNamed(String operation) {
    vendor
        .call(operation)
        .file("file", photo)
        .sendWrong()
        .expectError(400, "Missing required field: image.");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"uploadImage", "initializeAiCut"})
  void whatIsNoImageIsRefused(String operation) {
    vendor
        .call(operation)
        .file("image", NO_IMAGE)
        .send()
        .expectError(400, "Invalid image format. Supported: PNG, JPG, JPEG, WebP");
  }

  @Test
  void whatIsNoImageIsRefusedInTheKeyDialect() {
    vendor
        .call("upload")
        .in(Dialect.KEY)
        .file("file", NO_IMAGE)
        .text("key", vendor.name("photo.png"))
        .send()
        .expectError(400, "Invalid image format. Supported: JPEG, PNG, WebP, AVIF");
  }

  @Test
  void oneFileThatIsNoImageRefusesAllOfAnUploadByPath() {
    vendor
        .call("upload")
        .in(Dialect.PATH)
        .file("files", photo)
        .file("files", NO_IMAGE)
        .text("upload_path", vendor.name("path"))
        .send()
        .expectError(400, "Invalid image format. Supported: JPEG, PNG, WebP, AVIF");
  }

  private void refused(String operation, Dialect dialect, String body) {
    vendor.call(operation).in(dialect).json(body).sendWrong().expect(400);
  }
}
