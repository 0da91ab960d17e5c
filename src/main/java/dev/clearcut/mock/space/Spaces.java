package dev.clearcut.mock.space;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.imaging.ImageFormat;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * The accounts' spaces: flat, like S3, a slash being part of the key. Bytes are in a temporary
 * folder that goes with the process; nothing survives it, on purpose.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Spaces {

  /** The longest, and the usual, life of a file (vendor page "Image Reuse"). */
  public static final Duration LIFETIME = Duration.ofHours(2);

  private final ConcurrentMap<Address, StoredFile> files = new ConcurrentHashMap<>();

  /** Before this moment no file expires, so that nobody needs to look for one. */
  private final AtomicReference<Instant> firstExpiry = new AtomicReference<>(Instant.MAX);

  private final AtomicLong fileCount = new AtomicLong();
  private final EmulatorClock clock;
  private final Path folder;

  Spaces(EmulatorClock clock) {
    this.clock = clock;
    try {
      this.folder = Files.createTempDirectory("backgroundcut-emulator-");
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the emulator's temporary folder", e);
    }
  }

  /** A path in the spaces' folder for a file that is about to be written and then {@link #put}. */
  public Path newFile() {
    return folder.resolve("file-" + fileCount.incrementAndGet());
  }

  /** Takes {@code content} over, replacing what was at the address. */
  public void put(Address address, Path content, ImageFormat format, Duration lifetime) {
    purge();
    Path own = newFile();
    try {
      Files.move(content, own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Instant expiresAt = clock.instant().plus(lifetime);
    StoredFile replaced = files.put(address, new StoredFile(own, format, expiresAt));
    expiresNotBefore(expiresAt);
    if (replaced != null) {
      discard(replaced);
    }
  }

  /** The file at an address, unless it expired. */
  public Optional<StoredFile> find(Address address) {
    return Optional.ofNullable(files.get(address))
        .filter(file -> clock.instant().isBefore(file.expiresAt()));
  }

  /**
   * Deletes the files that the owner named and whose keys match {@code glob}, where * stands for
   * any characters.
   */
  public void delete(Account owner, String glob) {
    Pattern pattern = Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    files.forEach(
        (address, file) -> {
          if (address.equals(Address.ofKey(owner, address.key()))
              && pattern.matcher(address.key()).matches()) {
            remove(address, file);
          }
        });
  }

  /** Forgets everything. */
  public void clear() {
    files.forEach(this::remove);
  }

  private void purge() {
    Instant now = clock.instant();
    if (now.isBefore(firstExpiry.get())) {
      return;
    }
    firstExpiry.set(Instant.MAX);
    files.forEach(
        (address, file) -> {
          if (now.isBefore(file.expiresAt())) {
            expiresNotBefore(file.expiresAt());
          } else {
            remove(address, file);
          }
        });
  }

  private void expiresNotBefore(Instant moment) {
    firstExpiry.accumulateAndGet(moment, (known, added) -> added.isBefore(known) ? added : known);
  }

  private void remove(Address address, StoredFile file) {
    if (files.remove(address, file)) {
      discard(file);
    }
  }

  private static void discard(StoredFile file) {
    try {
      Files.deleteIfExists(file.content());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop(@Observes ShutdownEvent event) throws IOException {
    clear();
    Files.deleteIfExists(folder);
  }
}
