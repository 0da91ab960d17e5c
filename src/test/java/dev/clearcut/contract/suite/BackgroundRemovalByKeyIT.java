package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.Dialect;
import dev.clearcut.testing.Photos;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Background removal in the key dialect. */
@VendorTest
class BackgroundRemovalByKeyIT {

  private final Vendor vendor;
  private final byte[] photo = Photos.tiny(new Random());

  BackgroundRemovalByKeyIT(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  @Costs("process")
  void eachVariantIsMadeAsAskedForAndTheirKeysComeInOrder() {
    List<String> keys = keys("small.png", "blue.jpg", "photo.webp");

    List<String> answered =
        process(
                vendor.upload("coffee.jpg", Photos.unseenCoffee()),
                """
                {'output_key': '%s', 'format': 'png', 'quality': 'low', 'max_resolution': 24000},
                {'output_key': '%s', 'format': 'jpeg', 'background_color': '#1A01FF'},
                {'output_key': '%s', 'format': 'webp', 'output_compression': 40}
                """
                    .formatted(keys.toArray()))
            .expect(200)
            .texts("/output_keys");

    vendor.observe("ProcessedByKey.output_keys: order", FileSpaceIT.order(answered, keys));
    assertThat(answered).isEqualTo(keys);
    BufferedImage small = picture(keys.get(0), "image/png");
    assertThat(small.getWidth() * small.getHeight()).isBetween(20_000, 24_000);
    assertThat(small.getRGB(0, 0) >>> 24).isZero();
    assertThat(picture(keys.get(1), "image/jpeg").getRGB(2, 397) & 0xFF).isGreaterThan(200);
    assertThat(vendor.fetch(keys.get(2)).mediaType()).isEqualTo("image/webp");
  }

  @Test
  @Costs(value = "process", autocrops = 1)
  void anAutocroppedVariantIsAsSmallAsItsSubject() {
    String cropped = vendor.name("cropped.png");

    process(
            vendor.upload("photo.png", photo),
            "{'output_key': '%s', 'format': 'png', 'autocrop': true}".formatted(cropped))
        .expect(200);

    assertThat(picture(cropped, "image/png").getWidth()).isLessThan(96);
  }

  @Test
  @Costs(value = "process", calls = 2)
  void anUploadCanBeProcessedAgain() {
    String input = vendor.upload("photo.png", photo);

    for (String output : keys("first.png", "second.png")) {
      process(input, "{'output_key': '%s', 'format': 'png'}".formatted(output)).expect(200);
      assertThat(vendor.fetch(output).mediaType()).isEqualTo("image/png");
    }
  }

  @Test
  @Costs("process")
  void inThisDialectAHeicIsAnInputAndInThePathDialectNot() throws IOException {
    Path heic = Path.of("src/test/resources/dev/clearcut/mock/imaging/quadrants.heic");
    String input = vendor.upload("photo.heic", Files.readAllBytes(heic));

    process(input, "{'output_key': '%s', 'format': 'png'}".formatted(vendor.name("heic.png")))
        .expect(200);

    vendor
        .call("process")
        .in(Dialect.PATH)
        .json(
            "{'input_file_path': '%s', 'output_variants': [{'output_file_path': '%s'}]}"
                .formatted(input, vendor.name("no.png")))
        .send()
        .expectError(400, "Invalid image format. Supported: JPEG, PNG, WebP, AVIF");
  }

  @Test
  void anInputThatNobodyUploadedIsNotFound() {
    process(vendor.name("unknown.png"), "{'output_key': '%s'}".formatted(vendor.name("result.png")))
        .expectError(404, "File not found at the given key.");
  }

  @Test
  @EmulatorOnly("it takes an account without credits")
  void withoutEnoughCreditsNothingIsDone() {
    Vendor poor = vendor.as("poor-key-" + vendor.key());
    poor.knobs().credit("1.0");
    String output = vendor.name("result.png");

    process(
            poor,
            poor.upload("photo.png", photo),
            "{'output_key': '%s', 'autocrop': true}".formatted(output))
        .expectError(402, "Insufficient credits. Required: 1.5, available: 1.0");

    poor.call("getPublicUrl").json("{'key': '%s'}".formatted(output)).send().expectError(404);
    assertThat(poor.knobs().credits()).isEqualByComparingTo("1");
  }

  private List<String> keys(String... names) {
    return Stream.of(names).map(vendor::name).toList();
  }

  private BufferedImage picture(String key, String mediaType) {
    Answer answer = vendor.fetch(key);
    assertThat(answer.mediaType()).isEqualTo(mediaType);
    return answer.picture();
  }

  private Answer process(String input, String variants) {
    return process(vendor, input, variants);
  }

  private static Answer process(Vendor vendor, String input, String variants) {
    return vendor
        .call("process")
        .in(Dialect.KEY)
        .json("{'input_key': '%s', 'output_variants': [%s]}".formatted(input, variants))
        .send();
  }
}
