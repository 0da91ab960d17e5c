package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.Body;
import dev.clearcut.mock.contract.Part;
import dev.clearcut.mock.journal.JournalConfig;
import dev.clearcut.mock.journal.PartDigest;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/** Digests what is too long, or too private, to be written down. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Digests {

  private final boolean enabled;

  Digests(JournalConfig config) {
    this.enabled = config.digests();
  }

  /**
   * Notes the digests of a body.
   *
   * @param content of a body that is no form; null when there is none
   */
  void take(Call call, Buffer content, Body body) {
    if (body instanceof Body.Form form) {
      call.digests(null, form.parts().stream().map(this::digest).toList());
    } else if (enabled && content != null && content.length() > 0) {
      call.digests(DigestUtils.sha256Hex(content.getBytes()), List.of());
    }
  }

  private PartDigest digest(Part part) {
    return new PartDigest(
        part.name(), part.mediaType(), part.size(), enabled ? sha256(part) : null);
  }

  private static String sha256(Part part) {
    if (!part.isFile()) {
      return DigestUtils.sha256Hex(part.text());
    }
    try (InputStream file = Files.newInputStream(part.file())) {
      return DigestUtils.sha256Hex(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
