package dev.clearcut.mock.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;

/** The bytes of the {@link Sample}s: a red square on white, in every format. */
final class Samples {

  private static final Path HEIC =
      Path.of("src/test/resources/dev/clearcut/mock/imaging/quadrants.heic");

  private final Map<Sample, byte[]> bytes = new EnumMap<>(Sample.class);

  /** What the Java library cannot write, the emulator makes. */
  Samples(Vendor vendor) throws IOException {
    byte[] png = drawn("png");
    bytes.put(Sample.PNG, png);
    bytes.put(Sample.JPEG, drawn("jpeg"));
    bytes.put(Sample.WEBP, converted(vendor, png, "webp"));
    bytes.put(Sample.AVIF, converted(vendor, png, "avif"));
    bytes.put(Sample.HEIC, Files.readAllBytes(HEIC));
    byte[] broken = new byte[100];
    System.arraycopy(png, 0, broken, 0, 8);
    bytes.put(Sample.BROKEN, broken);
    bytes.put(Sample.TEXT, "This is a text, and not an image.".getBytes(UTF_8));
  }

  byte[] of(Sample sample) {
    return bytes.get(sample);
  }

  private static byte[] drawn(String format) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 16, 16);
    graphics.setColor(Color.RED);
    graphics.fillRect(5, 5, 6, 6);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static byte[] converted(Vendor vendor, byte[] png, String format) {
    String token = "Token model-samples-" + UUID.randomUUID();
    String path =
        vendor
            .post(
                "/v3/file-ops/upload/",
                token,
                List.of(Vendor.Part.file("files", png), Vendor.Part.text("upload_path", "s")))
            .json()
            .at("/file_paths/0")
            .textValue();
    vendor.post(
        "/v3/tools/ai/remove-bg/process/",
        token,
        Map.of(
            "input_file_path",
            path,
            "output_variants",
            List.of(
                Map.of("output_file_path", "r", "format", format, "background_color", "#ffffff"))));
    String url = vendor.post("/v3/file-ops/get-public-url/", token, Map.of("key", "r")).text("url");
    return vendor.get(url).body();
  }
}
