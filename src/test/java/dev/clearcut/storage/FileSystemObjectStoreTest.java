package dev.clearcut.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

  @Test
  void anAbandonedPutIsNotSeenAndIsDiscardedInTime() throws IOException {
    ObjectStore store = newStore();
    Path folder = Files.createDirectories(root().resolve("cutouts/a"));
    Path abandoned = Files.writeString(folder.resolve(".4711.part"), "hal");

    assertThat(store.open("cutouts/a/x.png")).isEmpty();
    store.list("cutouts/", object -> fail("It lists " + object));
    store.discardUnfinished(Instant.now().minus(Duration.ofHours(1)));
    assertThat(abandoned).exists();
    store.discardUnfinished(Instant.now().plus(Duration.ofHours(1)));
    assertThat(abandoned).doesNotExist();
  }

  @Test
  void aPutLeavesNoFileButTheObject() throws IOException {
    newStore().put("cutouts/a/x.png", file("x"));
    newStore().put("cutouts/a/x.png", file("x"));

    assertThat(root().resolve("cutouts/a").toFile().list()).containsExactly("x.png");
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
