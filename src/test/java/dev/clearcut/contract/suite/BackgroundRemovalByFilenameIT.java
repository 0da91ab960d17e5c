package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Photos;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Background removal in the filename dialect. */
@VendorTest
class BackgroundRemovalByFilenameIT {

  private final Vendor vendor;
  private final byte[] photo = Photos.tiny(new Random());

  BackgroundRemovalByFilenameIT(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  @Costs("processImage")
  void resultsAreAtUrlsByTheNamesOfTheirVariantsAndTheInputBesideThem() {
    String name = vendor.uploadImage(photo);

    Answer answer =
        process(
                name,
                """
                {'variant_name': 'full', 'format': 'png', 'background_color': null},
                {'variant_name': 'white', 'format': 'jpg', 'background_color': '#ffffff'},
                {'variant_name': 'small', 'format': 'webp', 'max_resolution': 4096}
                """)
            .expect(200);

    assertThat(answer.text("/unique_filename")).isEqualTo(name);
    assertThat(answer.json().path("output_urls").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("full", "white", "small");
    assertThat(mediaType(answer.text("/output_urls/full"))).isEqualTo("image/png");
    assertThat(mediaType(answer.text("/output_urls/white"))).isEqualTo("image/jpeg");
    assertThat(mediaType(answer.text("/output_urls/small"))).isEqualTo("image/webp");
    assertThat(vendor.download(answer.text("/input_url")).expect(200).body()).isEqualTo(photo);
  }

  @Test
  @Costs(value = "processImage", calls = 2)
  void aLaterCallLeavesEarlierResultsAsTheyWere() {
    String name = vendor.uploadImage(photo);
    String png = process(name, "{'format': 'png'}").expect(200).text("/output_urls/default");

    process(name, "{'format': 'webp'}").expect(200);

    assertThat(mediaType(png)).isEqualTo("image/png");
  }

  @Test
  void anUploadThatNobodyMadeIsNotFound() {
    process("unknown", "{'format': 'png'}").expectError(404);
  }

  @Test
  @EmulatorOnly("it takes an account without credits")
  void withoutEnoughCreditsNothingIsDone() {
    Vendor poor = vendor.as("poor-filename-" + vendor.key());
    poor.knobs().credit("0.5");
    String name = poor.uploadImage(photo);

    poor.call("processImage")
        .json("{'unique_filename': '%s'}".formatted(name))
        .send()
        .expectError(402, "Insufficient credits. Required: 1.0, available: 0.5");
  }

  private Answer process(String name, String variants) {
    return vendor
        .call("processImage")
        .json("{'unique_filename': '%s', 'output_variants': [%s]}".formatted(name, variants))
        .send();
  }

  private String mediaType(String url) {
    return vendor.download(url).expect(200).mediaType();
  }
}
