package dev.clearcut.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Pattern;

/** Objects as files below {@code clearcut.storage.directory}. */
@ApplicationScoped
class FileSystemObjectStore implements ObjectStore {

  private static final Pattern SAFE_KEY =
      Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+(\\.[a-z0-9]+)?)+");

  private final Path root;

  FileSystemObjectStore(StorageConfig config) {
    this.root = config.directory().toAbsolutePath().normalize();
  }

  @Override
  public void put(String key, Path file) {
    Path target = resolve(key);
    try {
      Files.createDirectories(target.getParent());
      Path part = Files.createTempFile(target.getParent(), ".", ".part");
      try {
        Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
        flush(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        flushDirectories(target.getParent());
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot store " + key, e);
    }
  }

  @Override
  public Optional<InputStream> open(String key) {
    try {
      return Optional.of(Files.newInputStream(resolve(key)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + key, e);
    }
  }

  @Override
  public void delete(String key) {
    Path file = resolve(key);
    try {
      if (Files.deleteIfExists(file)) {
        flushDirectories(file.getParent());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + key, e);
    }
  }

  private Path resolve(String key) {
    if (!SAFE_KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("Not a safe object key: " + key);
    }
    return root.resolve(key);
  }

  private static void flush(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** A rename is durable only when the directory entry is, and so for each new parent. */
  private void flushDirectories(Path directory) throws IOException {
    for (Path d = directory; d != null && d.startsWith(root); d = d.getParent()) {
      try (FileChannel channel = FileChannel.open(d, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
