package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Dialect;
import dev.clearcut.testing.Photos;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the vendor takes for a field that is left out, as far as it can be seen from outside. */
@VendorTest
class DefaultsIT {

  private final Vendor vendor;
  private final byte[] photo = Photos.unseenCoffee();

  DefaultsIT(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  @Costs("process")
  void ofTheKeyDialect() {
    String input = vendor.upload("coffee.jpg", photo);

    processByKey(
        input,
        """
        {'output_key': '%1$s'},
        {'output_key': '%2$s', 'format': 'webp'},
        {'output_key': '%3$s', 'format': 'webp', 'output_compression': 85}
        """
            .formatted(vendor.name("none"), vendor.name("web"), vendor.name("web85")));

    ofPixels("KeyVariant", look(vendor.name("none")));
    ofCompression("KeyVariant", look(vendor.name("web")), look(vendor.name("web85")));
  }

  @Test
  @Costs("process")
  void theLargestResolutionOfTheKeyDialect() {
    String input = vendor.upload("large.png", Photos.plain(4000, 3100));
    String output = vendor.name("large.jpg");

    processByKey(
        input,
        "{'output_key': '%s', 'format': 'jpeg', 'background_color': '#ffffff', 'quality': 'low'}"
            .formatted(output));

    BufferedImage picture = look(output).picture();
    int pixels = picture.getWidth() * picture.getHeight();
    int documented = documented("KeyVariant", "max_resolution").intValue();
    // A row or a column less, for both sides are whole numbers.
    boolean asDocumented = pixels <= documented && pixels > documented - 8_000;
    vendor.observe("KeyVariant.max_resolution", asDocumented ? documented : pixels);
    assertThat(asDocumented).isTrue();
  }

  @Test
  @Costs("process")
  void ofThePathDialect() {
    String input = vendor.uploadFiles(photo).get(0);

    processByPath(
        input,
        """
        {'output_file_path': '%1$s'},
        {'output_file_path': '%2$s', 'format': 'webp'},
        {'output_file_path': '%3$s', 'format': 'webp', 'output_compression': 85}
        """
            .formatted(vendor.name("none"), vendor.name("web"), vendor.name("web85")));

    ofPixels("PathVariant", look(vendor.name("none")));
    ofCompression("PathVariant", look(vendor.name("web")), look(vendor.name("web85")));
  }

  @Test
  @Costs("processImage")
  void ofTheFilenameDialect() {
    JsonNode urls =
        vendor
            .call("processImage")
            .json("{'unique_filename': '%s'}".formatted(vendor.uploadImage(photo)))
            .send()
            .expect(200)
            .json()
            .path("output_urls");

    assertThat(urls).hasSize(1);
    String name = urls.fieldNames().next();
    vendor.observe("NamedVariant.variant_name", name);
    ofPixels("NamedVariant", vendor.unnoticed().download(urls.path(name).textValue()));
    assertThat(name).isEqualTo("default");
  }

  @Test
  @Costs(value = "process", calls = 4)
  void theQualityOfTheKeyDialect() {
    String input = vendor.upload("coffee.jpg", photo);
    ofQuality(
        "KeyVariant",
        quality -> {
          String output = vendor.name("quality.png");
          processByKey(input, "{'output_key': '%s', 'format': 'png'%s}".formatted(output, quality));
          return look(output);
        });
  }

  @Test
  @Costs(value = "process", calls = 4)
  void theQualityOfThePathDialect() {
    String input = vendor.uploadFiles(photo).get(0);
    ofQuality(
        "PathVariant",
        quality -> {
          String output = vendor.name("quality.png");
          processByPath(
              input, "{'output_file_path': '%s', 'format': 'png'%s}".formatted(output, quality));
          return look(output);
        });
  }

  @Test
  @Costs(value = "processImage", calls = 4)
  void theQualityOfTheFilenameDialect() {
    String name = vendor.uploadImage(photo);
    ofQuality(
        "NamedVariant",
        quality ->
            vendor
                .unnoticed()
                .download(
                    vendor
                        .call("processImage")
                        .json(
                            "{'unique_filename': '%s', 'output_variants': [{'variant_name': 'q', 'format': 'png'%s}]}"
                                .formatted(name, quality))
                        .send()
                        .expect(200)
                        .text("/output_urls/q")));
  }

  @Test
  @Costs("initializeAiCut")
  void ofAiCut() {
    Answer answer =
        vendor
            .call("segment")
            .json("{'unique_filename': '%s'}".formatted(vendor.initializeAiCut(photo)))
            .send()
            .expect(200);

    vendor.observe(
        "SegmentRequest.request_number", answer.json().path("request_number").intValue());
    BufferedImage picture = vendor.unnoticed().download(answer.text("/output_url")).picture();
    boolean nothing = picture.getRGB(280, 150) >>> 24 == 0;
    vendor.observe("SegmentRequest.greenDots", nothing ? List.of() : "something");
    assertThat(answer.json().path("request_number").intValue()).isZero();
  }

  private void ofPixels(String variant, Answer result) {
    String format = result.mediaType().replace("image/", "");
    vendor.observe(variant + ".format", format);
    assertThat(format).isEqualTo(documented(variant, "format").textValue());
    BufferedImage picture = result.picture();
    boolean whole = picture.getWidth() == 600 && picture.getHeight() == 400;
    vendor.observe(variant + ".autocrop", !whole);
    vendor.observe(variant + ".background_color", picture.getRGB(0, 0) >>> 24 == 0 ? null : "some");
    assertThat(whole).isTrue();
  }

  private void ofCompression(String variant, Answer omitted, Answer documented) {
    boolean same = Arrays.equals(omitted.body(), documented.body());
    vendor.observe(variant + ".output_compression", same ? 85 : "another");
    assertThat(same).isTrue();
  }

  private void ofQuality(String variant, Function<String, Answer> process) {
    byte[] omitted = process.apply("").body();
    String same =
        List.of("low", "medium", "high").stream()
            .filter(
                quality ->
                    Objects.deepEquals(
                        omitted, process.apply(", 'quality': '%s'".formatted(quality)).body()))
            .findFirst()
            .orElse("none of them");
    vendor.observe(variant + ".quality", same);
    assertThat(same).isEqualTo(documented(variant, "quality").textValue());
  }

  private static JsonNode documented(String schema, String field) {
    return Contract.ours()
        .at("/components/schemas/%s/properties/%s/default".formatted(schema, field));
  }

  private void processByKey(String input, String variants) {
    vendor
        .call("process")
        .in(Dialect.KEY)
        .json("{'input_key': '%s', 'output_variants': [%s]}".formatted(input, variants))
        .send()
        .expect(200);
  }

  private void processByPath(String input, String variants) {
    vendor
        .call("process")
        .in(Dialect.PATH)
        .json("{'input_file_path': '%s', 'output_variants': [%s]}".formatted(input, variants))
        .send()
        .expect(200);
  }

  private Answer look(String key) {
    return vendor.unnoticed().fetch(key);
  }
}
