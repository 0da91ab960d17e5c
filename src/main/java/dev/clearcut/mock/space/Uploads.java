package dev.clearcut.mock.space;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.imaging.ImageFormat;
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
public class Uploads {

  private static final int LONGEST_KEY = 1024;
  private static final double MILLIS_PER_HOUR = 3_600_000;

  private final Spaces spaces;
  private final Contract contract;

  Uploads(Spaces spaces, Contract contract) {
    this.spaces = spaces;
    this.contract = contract;
  }

  /**
   * The format by content, whatever the name or the declared media type says: 400 when it is none
   * that the dialect takes.
   */
  ImageFormat detect(Path file, Dialect dialect) {
    try (InputStream in = Files.newInputStream(file)) {
      return ImageFormat.detect(in.readNBytes(ImageFormat.MAGIC_LENGTH))
          .filter(dialect::takes)
          .orElseThrow(() -> contract.error(dialect.invalidFormat()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The format of the image of a form of the filename dialect: 400 without a good one. */
  public ImageFormat detectImage(Path image) {
    if (image == null) {
      throw contract.error(Sentence.MISSING_IMAGE);
    }
    return detect(image, Dialect.FILENAME);
  }

  /**
   * Stores the image of a form of the filename dialect.
   *
   * @return where it is, under a new name
   */
  public Address storeImage(Account owner, Path image) {
    ImageFormat format = detectImage(image);
    Address address = Address.unnamed(owner);
    spaces.put(address, image, format, Spaces.LIFETIME);
    return address;
  }

  /**
   * What was uploaded to an address: 404 when it is not there (any more), 400 when it was uploaded
   * in another dialect and this one cannot take it.
   */
  public StoredFile find(Address address, Dialect dialect) {
    StoredFile input = spaces.find(address).orElseThrow(() -> contract.error(dialect.notFound()));
    if (!dialect.takes(input.format())) {
      throw contract.error(dialect.invalidFormat());
    }
    return input;
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
