package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.Dialect;
import dev.clearcut.testing.Photos;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Background removal in the path dialect. */
@VendorTest
class BackgroundRemovalByPathIT {

  private final Vendor vendor;
  private final byte[] photo = Photos.tiny(new Random());

  BackgroundRemovalByPathIT(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  @Costs("process")
  void eachVariantIsMadeAsAskedForAndTheirPathsComeInOrder() {
    List<String> paths =
        Stream.of("full.png", "white.jpg", "red.jpeg", "photo.webp", "small.avif")
            .map(vendor::name)
            .toList();

    List<String> answered =
        process(
                vendor.uploadFiles(photo).get(0),
                """
                {'output_file_path': '%s', 'format': 'png', 'quality': 'low'},
                {'output_file_path': '%s', 'format': 'jpg', 'background_color': '#ffffff'},
                {'output_file_path': '%s', 'format': 'jpeg', 'background_color': '#ff0000'},
                {'output_file_path': '%s', 'format': 'webp', 'output_compression': 40},
                {'output_file_path': '%s', 'format': 'avif', 'max_resolution': 4096}
                """
                    .formatted(paths.toArray()))
            .expect(200)
            .texts("/output_file_paths");

    vendor.observe("ProcessedByPath.output_file_paths: order", FileSpaceIT.order(answered, paths));
    assertThat(answered).isEqualTo(paths);
    assertThat(paths.stream().map(path -> vendor.fetch(path).mediaType()))
        .containsExactly("image/png", "image/jpeg", "image/jpeg", "image/webp", "image/avif");
  }

  @Test
  @Costs(value = "process", autocrops = 1)
  void anAutocroppedVariantIsAsSmallAsItsSubject() {
    String cropped = vendor.name("cropped.png");

    process(
            vendor.uploadFiles(photo).get(0),
            "{'output_file_path': '%s', 'format': 'png', 'autocrop': true}".formatted(cropped))
        .expect(200);

    assertThat(vendor.fetch(cropped).picture().getWidth()).isLessThan(96);
  }

  @Test
  @Costs(value = "process", calls = 2)
  void aResultCanBeAnInput() {
    String avif = vendor.name("result.avif");
    process(
            vendor.uploadFiles(photo).get(0),
            "{'output_file_path': '%s', 'format': 'avif', 'background_color': '#ffffff'}"
                .formatted(avif))
        .expect(200);

    process(avif, "{'output_file_path': '%s', 'format': 'png'}".formatted(vendor.name("again.png")))
        .expect(200);
  }

  @Test
  void anInputThatNobodyUploadedIsNotFound() {
    process(
            vendor.name("unknown.png"),
            "{'output_file_path': '%s'}".formatted(vendor.name("result.png")))
        .expectError(404, "File not found: input_file_path does not exist.");
  }

  private Answer process(String input, String variants) {
    return vendor
        .call("process")
        .in(Dialect.PATH)
        .json("{'input_file_path': '%s', 'output_variants': [%s]}".formatted(input, variants))
        .send();
  }
}
