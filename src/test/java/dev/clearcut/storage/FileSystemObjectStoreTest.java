package dev.clearcut.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileSystemObjectStoreTest extends ObjectStoreContract {

  @Override
  ObjectStore newStore() {
    return new FileSystemObjectStore(root());
  }

  /** A file stands where the folder was. */
  @Override
  ObjectStore unreachable() throws IOException {
    return new FileSystemObjectStore(file("not a folder"));
  }

  @Override
  void abandonPut(String key) throws IOException {
    Path folder = Files.createDirectories(root().resolve(key).getParent());
    Files.writeString(folder.resolve(".4711.part"), "hal");
  }

  @Override
  long unfinished() throws IOException {
    try (Stream<Path> files = Files.walk(root())) {
      return files.filter(UnfinishedFiles::isOne).count();
    }
  }

  @Test
  void anEmptyFolderIsNotLeftBehind() throws IOException {
    ObjectStore store = newStore();
    store.put("cutouts/a/x.png", file("x"));

    store.delete("cutouts/a/x.png");

    assertThat(root().resolve("cutouts/a")).doesNotExist();
  }

  private Path root() {
    return temp.resolve("store");
  }
}
