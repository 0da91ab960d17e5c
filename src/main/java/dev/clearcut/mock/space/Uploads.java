package dev.clearcut.mock.space;

import dev.clearcut.mock.imaging.ImageFormat;
import dev.clearcut.mock.wire.Contract;
import dev.clearcut.mock.wire.Sentence;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What every upload is checked for. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Uploads {

  private static final int LONGEST_KEY = 1024;
  private static final int MAGIC_BYTES = 64;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final Contract contract;

  Uploads(Contract contract) {
    this.contract = contract;
  }

  /** The format by content, whatever the name or the declared media type says. */
  ImageFormat detect(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return ImageFormat.detect(in.readNBytes(MAGIC_BYTES))
          .orElseThrow(() -> contract.error(Sentence.INVALID_IMAGE_FORMAT));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void checkKey(String field, String key) {
    if (key.length() > LONGEST_KEY) {
      throw contract.badRequest(
          "Invalid %s. Expected 1 to %d characters.".formatted(field, LONGEST_KEY));
    }
  }

  Duration lifetime(Double expiresInHours) {
    if (expiresInHours == null) {
      return Spaces.LIFETIME;
    }
    Duration lifetime = Duration.ofMillis((long) (expiresInHours * MILLIS_PER_HOUR));
    if (lifetime.toMillis() <= 0 || lifetime.compareTo(Spaces.LIFETIME) > 0) {
      throw contract.error(Sentence.INVALID_EXPIRY);
    }
    return lifetime;
  }
}
