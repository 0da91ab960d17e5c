package dev.clearcut.idempotency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What makes a request what it is.
 *
 * @param parts method, path, fields; null where one is missing
 * @param file an uploaded file
 */
public record RepeatableRequest(Optional<Path> file, String... parts) {

  /** SHA-256 of all parts and of the file; read only when there is a key to compare with. */
  String fingerprint() {
    MessageDigest digest = DigestUtils.getSha256Digest();
    for (String part : parts) {
      byte[] bytes = part == null ? new byte[0] : part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + (part == null ? "-" : ":")).getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    file.ifPresent(path -> update(digest, path));
    return Hex.encodeHexString(digest.digest());
  }

  private static void update(MessageDigest digest, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      DigestUtils.updateDigest(digest, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
