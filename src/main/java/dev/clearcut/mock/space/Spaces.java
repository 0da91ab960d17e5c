package dev.clearcut.mock.space;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.clock.Resettable;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Glob;
import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.imaging.ImageFormat;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The accounts' spaces: flat, like S3, a slash being part of the key. Bytes are in a bounded
 * temporary folder that goes with the process; nothing survives it, on purpose.
 */
@Startup
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Spaces implements Resettable {

  /** The longest, and the usual, life of a file (vendor page "Image Reuse"). */
  public static final Duration LIFETIME = Duration.ofHours(2);

  private static final Duration BETWEEN_PURGES = Duration.ofMinutes(1);

  private final AtomicReference<Instant> purged = new AtomicReference<>(Instant.EPOCH);
  private final ConcurrentMap<Address, StoredFile> files = new ConcurrentHashMap<>();
  private final AtomicLong origins = new AtomicLong();
  private final SpaceConfig config;
  private final EmulatorClock clock;
  private final Contract contract;
  private final SpaceFolder folder;
  private final Quota quota;

  Spaces(SpaceConfig config, EmulatorClock clock, Contract contract) {
    requireInRange(config.lifetime());
    this.config = config;
    this.clock = clock;
    this.contract = contract;
    this.folder = new SpaceFolder(config.directory());
    this.quota = new Quota(config.quota().asLongValue(), config.total().asLongValue());
  }

  private static void requireInRange(Duration lifetime) {
    if (lifetime.toMillis() <= 0 || lifetime.compareTo(LIFETIME) > 0) {
      throw new IllegalArgumentException(
          "clearcut.mock.space.lifetime is not above zero and at most %s: %s"
              .formatted(LIFETIME, lifetime));
    }
  }

  /** A path in the spaces' folder for a file that is about to be written and then taken over. */
  public Path newFile() {
    return folder.newFile();
  }

  /** Moves a file into the spaces' folder, where it stays for as long as it is held. */
  public HeldFile takeOver(Path file) {
    return HeldFile.of(folder.takeOver(file));
  }

  /** Takes one file over and stores it; see {@link #put(List, Duration)}. */
  public void put(Address address, Path content, ImageFormat format, Duration lifetime) {
    put(List.of(new NewFile(address, takeOver(content), format)), lifetime);
  }

  /**
   * Takes the contents over, replacing what was at their addresses: all or, with 400, none when
   * there is no room for them.
   *
   * @param news of one account
   * @param lifetime of the files, unless the configured one is shorter
   */
  public void put(List<NewFile> news, Duration lifetime) {
    purge();
    Instant expiresAt = clock.instant().plus(Collections.min(List.of(lifetime, config.lifetime())));
    Map<Address, StoredFile> taken = new LinkedHashMap<>();
    try {
      news.forEach(file -> taken.put(file.address(), admit(file, expiresAt)));
    } catch (RuntimeException e) {
      taken.forEach(this::release);
      news.forEach(file -> file.content().close());
      throw e;
    }
    taken.forEach(
        (address, file) ->
            Optional.ofNullable(files.put(address, file))
                .ifPresent(replaced -> discard(address, replaced)));
  }

  private StoredFile admit(NewFile file, Instant expiresAt) {
    String account = file.address().account();
    long room = Quota.room(file.content().size());
    if (!quota.take(account, room)) {
      deleteExpired();
      if (!quota.take(account, room)) {
        throw contract.error(Sentence.SPACE_FULL);
      }
    }
    return new StoredFile(file.content(), file.format(), expiresAt, room, origin(file.address()));
  }

  private long origin(Address address) {
    return find(address).map(StoredFile::origin).orElseGet(origins::incrementAndGet);
  }

  /** The file at an address, unless it expired. */
  public Optional<StoredFile> find(Address address) {
    return Optional.ofNullable(files.get(address))
        .filter(file -> clock.instant().isBefore(file.expiresAt()));
  }

  /** Keeps the bytes of a file readable; empty when they are gone already. */
  public Optional<HeldFile> hold(StoredFile file) {
    return file.content().again();
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
    if (Duration.between(last, now).compareTo(BETWEEN_PURGES) >= 0
        && purged.compareAndSet(last, now)) {
      deleteExpired();
    }
  }

  private void deleteExpired() {
    Instant now = clock.instant();
    files.forEach(
        (address, file) -> {
          if (!now.isBefore(file.expiresAt())) {
            remove(address, file);
          }
        });
  }

  private void remove(Address address, StoredFile file) {
    if (files.remove(address, file)) {
      discard(address, file);
    }
  }

  private void discard(Address address, StoredFile file) {
    file.content().close();
    release(address, file);
  }

  private void release(Address address, StoredFile file) {
    quota.release(address.account(), file.room());
  }

  void stop(@Observes ShutdownEvent event) throws IOException {
    reset();
    folder.delete();
  }
}
