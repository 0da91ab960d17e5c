package dev.clearcut.harness;

import static dev.clearcut.harness.Look.jpeg;
import static dev.clearcut.harness.Look.png;
import static dev.clearcut.harness.Look.webp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The samples of the vendor's pages in Java: the same calls with the same bodies as in Python, the
 * same lines as the result.
 */
final class VendorSamples {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String INPUT = "my-project/photo.jpg";
  private static final ObjectMapper JSON = new ObjectMapper();

  private VendorSamples() {}

  /** Makes the calls, and returns what the Python sample prints. */
  interface Steps {
    List<String> run(Emulator emulator);
  }

  /**
   * A sample.
   *
   * @param name of the file in Python
   * @param lines patterns of what is printed, with {@code URL} for a public URL
   * @param credits what it costs
   * @param files what comes out, by key, or by "#1" for the first URL that is printed
   */
  record Sample(
      String name, Steps steps, List<String> lines, double credits, Map<String, Look> files) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> all() {
    return Stream.of(
        new Sample(
            "remove-bg-basic",
            VendorSamples::basic,
            List.of("Output key: my-project/result.png", "Download URL: URL"),
            1,
            Map.of("my-project/result.png", png(), "#1", png())),
        new Sample(
            "remove-bg-custom-background",
            VendorSamples::customBackground,
            List.of(
                "Blue:        my-project/blue-bg.jpg",
                "White:       my-project/white-bg.jpg",
                "Transparent: my-project/transparent.png",
                "my-project/blue-bg.jpg -> URL",
                "my-project/white-bg.jpg -> URL",
                "my-project/transparent.png -> URL"),
            1,
            Map.of("#1", jpeg("#1A01FF"), "#2", jpeg("#ffffff"), "#3", png())),
        new Sample(
            "remove-bg-image-reuse",
            VendorSamples::imageReuse,
            List.of(
                "Uploaded under key: my-project/photo.jpg",
                "Preview: my-project/preview.png",
                "High res: my-project/high-res.png",
                "Red BG:  my-project/red-bg.jpg"),
            2.5,
            Map.of(
                "my-project/preview.png", png(),
                "my-project/high-res.png", png().cropped(),
                "my-project/red-bg.jpg", jpeg("#FF5733"))),
        new Sample(
            "remove-bg-multiple-variants",
            VendorSamples::multipleVariants,
            List.of(
                "Full PNG:  my-project/full.png",
                "Thumbnail:  my-project/thumb.webp",
                "White BG:  my-project/white-bg.jpg"),
            1.5,
            Map.of(
                "my-project/full.png", png(),
                "my-project/thumb.webp", webp(true).cropped(),
                "my-project/white-bg.jpg", jpeg("#ffffff"))),
        new Sample(
            "reference-upload-and-process",
            VendorSamples::uploadAndProcess,
            List.of("Input: URL", "Full: URL", "Thumb: URL"),
            1.5,
            Map.of("#2", png(), "#3", webp(false).cropped())),
        new Sample(
            "reference-presigned",
            VendorSamples::presigned,
            List.of("Default: URL", "Again: 401"),
            1,
            Map.of("#1", png())),
        new Sample(
            "reference-ai-cut",
            VendorSamples::aiCut,
            List.of("Status: completed", "Request: 1", "Segment: URL"),
            1,
            Map.of("#1", png())),
        new Sample(
            "delete",
            VendorSamples::delete,
            List.of("Afterwards: 404 File not found at the given key."),
            0,
            Map.of()));
  }

  private static List<String> basic(Emulator emulator) {
    Vendor vendor = Vendor.token(emulator);
    ok(vendor.upload(INPUT, Picture.ofABall()));
    String key =
        process(vendor, "{'output_key': 'my-project/result.png'}")
            .path("output_keys")
            .path(0)
            .asText();
    return List.of(
        "Output key: " + key, "Download URL: " + ok(vendor.publicUrl(key)).path("url").asText());
  }

  private static List<String> customBackground(Emulator emulator) {
    Vendor vendor = Vendor.token(emulator);
    ok(vendor.upload(INPUT, Picture.ofABall()));
    JsonNode keys =
        process(
                vendor,
                """
                {'output_key': 'my-project/blue-bg.jpg', 'background_color': '#1A01FF',
                 'format': 'jpeg', 'output_compression': 90},
                {'output_key': 'my-project/white-bg.jpg', 'background_color': '#ffffff',
                 'format': 'jpeg', 'output_compression': 90},
                {'output_key': 'my-project/transparent.png', 'format': 'png'}
                """)
            .path("output_keys");
    List<String> lines = new ArrayList<>();
    lines.add("Blue:        " + keys.path(0).asText());
    lines.add("White:       " + keys.path(1).asText());
    lines.add("Transparent: " + keys.path(2).asText());
    for (JsonNode key : keys) {
      lines.add(key.asText() + " -> " + ok(vendor.publicUrl(key.asText())).path("url").asText());
    }
    return lines;
  }

  private static List<String> imageReuse(Emulator emulator) {
    Vendor vendor = Vendor.token(emulator);
    ok(vendor.upload(INPUT, Picture.ofABall()));
    JsonNode first =
        process(vendor, "{'output_key': 'my-project/preview.png', 'quality': 'low'}")
            .path("output_keys");
    JsonNode later =
        process(
                vendor,
                """
                {'output_key': 'my-project/high-res.png', 'format': 'png',
                 'max_resolution': 4000000, 'quality': 'high', 'autocrop': true},
                {'output_key': 'my-project/red-bg.jpg', 'format': 'jpeg',
                 'background_color': '#FF5733', 'output_compression': 90}
                """)
            .path("output_keys");
    return List.of(
        "Uploaded under key: " + INPUT,
        "Preview: " + first.path(0).asText(),
        "High res: " + later.path(0).asText(),
        "Red BG:  " + later.path(1).asText());
  }

  private static List<String> multipleVariants(Emulator emulator) {
    Vendor vendor = Vendor.token(emulator);
    String input =
        ok(vendor.form(UPLOAD, Map.of("upload_path", "my-project"), "files", Picture.ofABall()))
            .path("file_paths")
            .path(0)
            .asText();
    JsonNode paths =
        ok(vendor.json(
                PROCESS,
                json(
                    """
                    {'input_file_path': '%s', 'output_variants': [
                     {'output_file_path': 'my-project/full.png', 'format': 'png',
                      'max_resolution': 12000000, 'quality': 'high'},
                     {'output_file_path': 'my-project/thumb.webp', 'format': 'webp',
                      'max_resolution': 250000, 'quality': 'medium', 'autocrop': true},
                     {'output_file_path': 'my-project/white-bg.jpg', 'format': 'jpeg',
                      'max_resolution': 12000000, 'background_color': '#ffffff',
                      'output_compression': 85}]}
                    """
                        .formatted(input))))
            .path("output_file_paths");
    return List.of(
        "Full PNG:  " + paths.path(0).asText(),
        "Thumbnail:  " + paths.path(1).asText(),
        "White BG:  " + paths.path(2).asText());
  }

  private static List<String> uploadAndProcess(Emulator emulator) {
    Vendor vendor = bearer(emulator);
    String name = uniqueFilename(vendor, "/v3/remove-bg/upload-image/");
    JsonNode result =
        ok(
            vendor.json(
                "/v3/remove-bg/process-image/",
                json(
                    """
                    {'unique_filename': '%s', 'output_variants': [
                     {'variant_name': 'full', 'max_resolution': 12000000, 'format': 'png',
                      'background_color': null, 'quality': 'high', 'output_compression': 85,
                      'autocrop': false},
                     {'variant_name': 'thumb', 'max_resolution': 250000, 'format': 'webp',
                      'background_color': '#ffffff', 'quality': 'medium',
                      'output_compression': 80, 'autocrop': true}]}
                    """
                        .formatted(name))));
    return List.of(
        "Input: " + result.path("input_url").asText(),
        "Full: " + result.path("output_urls").path("full").asText(),
        "Thumb: " + result.path("output_urls").path("thumb").asText());
  }

  private static List<String> presigned(Emulator emulator) {
    Vendor server = bearer(emulator);
    Vendor client = new Vendor(emulator.url(), null);
    String upload =
        ok(server.post("/v3/remove-bg/upload-image/presign/")).path("signed_request").asText();
    String name =
        uniqueFilename(client, "/v3/remove-bg/upload-image/presigned/?signed_request=" + upload);
    String minted =
        ok(server.json(
                "/v3/remove-bg/process-image/presign/",
                json("{'unique_filename': '%s'}".formatted(name))))
            .toString();
    JsonNode result = ok(client.json("/v3/remove-bg/process-image/presigned/", minted));
    int again = client.json("/v3/remove-bg/process-image/presigned/", minted).statusCode();
    return List.of(
        "Default: " + result.path("output_urls").path("default").asText(), "Again: " + again);
  }

  private static List<String> aiCut(Emulator emulator) {
    String session = uniqueFilename(bearer(emulator), "/v3/ai-cut/initialize/");
    JsonNode result =
        ok(
            new Vendor(emulator.url(), null)
                .json(
                    "/v3/ai-cut/segment/",
                    json(
                        """
                        {'unique_filename': '%s',
                         'greenDots': [{'x': 250, 'y': 300}, {'x': 260, 'y': 310}],
                         'redDots': [{'x': 50, 'y': 50}], 'request_number': 1}
                        """
                            .formatted(session))));
    return List.of(
        "Status: " + result.path("status").asText(),
        "Request: " + result.path("request_number").asInt(),
        "Segment: " + result.path("output_url").asText());
  }

  private static List<String> delete(Emulator emulator) {
    Vendor vendor = Vendor.token(emulator);
    ok(
        vendor.form(
            UPLOAD, Map.of("key", INPUT, "expires_in_hours", "1"), "file", Picture.ofABall()));
    ok(vendor.json("/v3/file-ops/delete/", json("{'pattern': 'my-project/*'}")));
    HttpResponse<byte[]> answer = vendor.publicUrl(INPUT);
    return List.of(
        "Afterwards: " + answer.statusCode() + " " + read(answer).path("detail").asText());
  }

  private static Vendor bearer(Emulator emulator) {
    return new Vendor(emulator.url(), "Bearer " + emulator.key());
  }

  private static String uniqueFilename(Vendor vendor, String path) {
    return ok(vendor.form(path, Map.of(), "image", Picture.ofABall()))
        .path("unique_filename")
        .asText();
  }

  private static JsonNode process(Vendor vendor, String variants) {
    return ok(
        vendor.json(
            PROCESS,
            json("{'input_key': '%s', 'output_variants': [%s]}".formatted(INPUT, variants))));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  private static JsonNode ok(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw new AssertionError(
          answer.request().uri() + " was answered " + answer.statusCode() + ": " + read(answer));
    }
    return read(answer);
  }

  private static JsonNode read(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(new String(answer.body(), StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
