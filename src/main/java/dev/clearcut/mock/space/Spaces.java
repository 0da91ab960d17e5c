package dev.clearcut.mock.space;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.imaging.ImageFormat;
import dev.clearcut.mock.wire.Glob;
import dev.clearcut.mock.wire.Resettable;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The accounts' spaces: flat, like S3, a slash being part of the key. Bytes are in a temporary
 * folder that goes with the process; nothing survives it, on purpose.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Spaces implements Resettable {

  /** The longest, and the usual, life of a file (vendor page "Image Reuse"). */
  public static final Duration LIFETIME = Duration.ofHours(2);

  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

  private final AtomicReference<Instant> purged = new AtomicReference<>(Instant.EPOCH);
  private final ConcurrentMap<Address, StoredFile> files = new ConcurrentHashMap<>();
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
    try {
      return Files.createTempFile(folder, "file-", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes {@code content} over, replacing what was at the address. */
  public void put(Address address, Path content, ImageFormat format, Duration lifetime) {
    purge();
    Path own = newFile();
    try {
      Files.move(content, own, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Instant expiresAt = clock.instant().plus(lifetime);
    StoredFile replaced = files.put(address, new StoredFile(own, format, expiresAt));
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
    files.forEach(
        (address, file) -> {
          if (address.equals(Address.ofKey(owner, address.key()))
              && Glob.matches(glob, address.key())) {
            remove(address, file);
          }
        });
  }

  /** Deletes the files of this name, if there are any, as if the vendor had lost them. */
  public void lose(String account, String name) {
    for (Address.Area area : Address.Area.values()) {
      Address address = new Address(account, area, name);
      StoredFile file = files.get(address);
      if (file != null) {
        remove(address, file);
      }
    }
  }

  @Override
  public void reset() {
    purged.set(Instant.EPOCH);
    files.forEach(this::remove);
  }

  @Override
  public void reset(String account) {
    files.forEach(
        (address, file) -> {
          if (address.account().equals(account)) {
            remove(address, file);
          }
        });
  }

  /** Makes room, once a minute: to look at every file for every new one would take too long. */
  private void purge() {
    Instant now = clock.instant();
    Instant last = purged.get();
    if (Duration.between(last, now).compareTo(BETWEEN_PURGES) < 0
        || !purged.compareAndSet(last, now)) {
      return;
    }
    files.forEach(
        (address, file) -> {
          if (!now.isBefore(file.expiresAt())) {
            remove(address, file);
          }
        });
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
    reset();
    Files.deleteIfExists(folder);
  }
}
