package dev.clearcut.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Photos to test with. */
public final class Photos {

  /** A cup of espresso on a wooden table; 600 × 400, CC0. */
  public static final Path COFFEE = Path.of("src/test/resources/photos/coffee.jpg");

  private Photos() {}

  /**
   * The same picture in bytes that nobody has sent before: a JPEG comment makes the difference, so
   * that no test finds another test's cutout.
   */
  public static byte[] unseenCoffee() {
    try {
      byte[] jpeg = Files.readAllBytes(COFFEE);
      byte[] comment = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(jpeg, 0, 2);
      out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, (byte) (comment.length + 2)});
      out.writeBytes(comment);
      out.write(jpeg, 2, jpeg.length - 2);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
