package dev.clearcut.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.io.input.BoundedInputStream;

/** Objects as files below {@code clearcut.storage.directory}. */
class FileSystemObjectStore implements ObjectStore {

  /** How often a put makes its folder again that a delete is just taking away. */
  private static final int FOLDER_TRIES = 10;

  /** What the file of a put is called until all of it is there; no key looks like that. */
  private static final String UNFINISHED_PREFIX = ".";

  private static final String UNFINISHED_SUFFIX = ".part";

  /** Of so many folders it is remembered that they are on the disk. */
  private static final int FOLDERS = 1000;

  private final Path root;

  /** Folders whose entry in their parent is on the disk. */
  private final Set<Path> durable =
      Collections.synchronizedSet(Collections.newSetFromMap(new Latest<>(FOLDERS)));

  FileSystemObjectStore(Path directory) {
    this.root = directory.toAbsolutePath().normalize();
  }

  @Override
  public void put(String key, Path file) {
    Path target = resolve(key);
    try {
      long size = Files.size(file);
      if (!ImmutableObjects.alreadyThere(key, size(key), size)) {
        write(file, target);
      }
    } catch (IOException e) {
      throw new ObjectStoreException("Cannot store " + key, e);
    }
  }

  private void write(Path file, Path target) throws IOException {
    Path part = newPart(target.getParent());
    try {
      Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
      flush(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      flushDirectories(target.getParent());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private Path newPart(Path folder) throws IOException {
    for (int tries = 1; ; tries++) {
      try {
        // Somebody else may have deleted them meanwhile.
        for (Path d = folder; !Files.isDirectory(d) && d.startsWith(root); d = d.getParent()) {
          durable.remove(d);
        }
        Files.createDirectories(folder);
        return Files.createTempFile(folder, UNFINISHED_PREFIX, UNFINISHED_SUFFIX);
      } catch (NoSuchFileException justDeleted) {
        if (tries == FOLDER_TRIES) {
          throw justDeleted;
        }
      }
    }
  }

  @Override
  public Optional<InputStream> open(String key) {
    return open(key, 0, Long.MAX_VALUE);
  }

  @Override
  public Optional<InputStream> open(String key, long offset, long length) {
    try {
      return Optional.of(part(resolve(key), offset, length));
    } catch (NoSuchFileException e) {
      demandFolder();
      return Optional.empty();
    } catch (IOException e) {
      throw new ObjectStoreException("Cannot read " + key, e);
    }
  }

  private static InputStream part(Path file, long offset, long length) throws IOException {
    return BoundedInputStream.builder()
        .setInputStream(Channels.newInputStream(Files.newByteChannel(file).position(offset)))
        .setMaxCount(length)
        .get();
  }

  /** The file itself. */
  @Override
  public boolean read(String key, Consumer<Path> reader) {
    Path file = resolve(key);
    boolean there = Files.isRegularFile(file);
    if (there) {
      reader.accept(file);
    } else {
      demandFolder();
    }
    return there;
  }

  @Override
  public OptionalLong size(String key) {
    try {
      return OptionalLong.of(Files.size(resolve(key)));
    } catch (NoSuchFileException e) {
      demandFolder();
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new ObjectStoreException("Cannot read the size of " + key, e);
    }
  }

  @Override
  public void delete(String key) {
    Path file = resolve(key);
    try {
      if (Files.deleteIfExists(file)) {
        deleteWhenEmpty(file.getParent());
      } else {
        demandFolder();
      }
    } catch (IOException e) {
      throw new ObjectStoreException("Cannot delete " + key, e);
    }
  }

  private void deleteWhenEmpty(Path folder) throws IOException {
    durable.remove(folder);
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException others) {
      // Another object lives there.
    }
  }

  @Override
  public void list(String folder, Consumer<StoredObject> visitor) {
    walk(
        root.resolve(ObjectKeys.safeFolder(folder)),
        (file, attributes) -> {
          if (!isUnfinished(file)) {
            visitor.accept(
                new StoredObject(
                    key(file), attributes.size(), attributes.lastModifiedTime().toInstant()));
          }
        });
  }

  @Override
  public void discardUnfinished(Instant time) {
    walk(
        root,
        (file, attributes) -> {
          if (isUnfinished(file) && attributes.lastModifiedTime().toInstant().isBefore(time)) {
            Files.deleteIfExists(file);
          }
        });
  }

  private static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(UNFINISHED_PREFIX) && name.endsWith(UNFINISHED_SUFFIX);
  }

  private void walk(Path folder, FilesThatStay.Visitor visitor) {
    demandFolder();
    try {
      Files.walkFileTree(folder, new FilesThatStay(visitor));
    } catch (IOException e) {
      throw new ObjectStoreException("Cannot list " + folder, e);
    }
  }

  /** Below what is no folder nothing is missing; newer JDKs say so all the same. */
  private void demandFolder() {
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new ObjectStoreException(
          "Cannot read " + root, new NotDirectoryException(root.toString()));
    }
  }

  private Path resolve(String key) {
    return root.resolve(ObjectKeys.safe(key));
  }

  private String key(Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  private static void flush(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** A rename is durable only when the directory entry is, and so for each new parent. */
  private void flushDirectories(Path directory) throws IOException {
    List<Path> flushed = new ArrayList<>();
    boolean goOn = true;
    for (Path d = directory; goOn && d != null && d.startsWith(root); d = d.getParent()) {
      try (FileChannel channel = FileChannel.open(d, StandardOpenOption.READ)) {
        channel.force(true);
      }
      goOn = !durable.contains(d);
      flushed.add(d);
    }
    durable.addAll(flushed);
  }

  /** Keeps the entries that were added last. */
  private static final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Latest(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
