package dev.clearcut.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemObjectStoreTest {

  @TempDir Path temp;
  private Path root;
  private ObjectStore store;

  @BeforeEach
  void open() {
    root = temp.resolve("store");
    store = new FileSystemObjectStore(() -> root);
  }

  @Test
  void whatIsPutCanBeOpened() throws IOException {
    store.put("cutouts/ab12/source.jpg", file("photo"));

    assertThat(read("cutouts/ab12/source.jpg")).isEqualTo("photo");
  }

  @Test
  void aSecondPutReplacesTheFirst() throws IOException {
    store.put("cutouts/a/x.png", file("one"));
    store.put("cutouts/a/x.png", file("two"));

    assertThat(read("cutouts/a/x.png")).isEqualTo("two");
  }

  @Test
  void thePutFileStaysTheCallers() throws IOException {
    Path file = file("photo");

    store.put("cutouts/a/x.png", file);

    assertThat(file).exists();
  }

  @Test
  void nothingIsUnderAnUnknownKey() {
    assertThat(store.open("cutouts/a/x.png")).isEmpty();
  }

  @Test
  void aFailedPutLeavesNothingBehind() throws IOException {
    assertThatThrownBy(() -> store.put("cutouts/a/x.png", temp.resolve("missing")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cutouts/a/x.png");

    try (Stream<Path> files = Files.walk(root)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "/etc/passwd",
        "../x",
        "a/../b",
        "a/..",
        "a//b",
        "a/b/",
        "a/.hidden",
        "A/b",
        "a/b.png\n",
        "a\\b/c"
      })
  void aKeyThatCouldLeaveTheFolderIsRefused(String key) throws IOException {
    Path file = file("photo");

    assertThatThrownBy(() -> store.put(key, file)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.open(key)).isInstanceOf(IllegalArgumentException.class);
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(temp, "file", ""), content);
  }

  private String read(String key) throws IOException {
    try (InputStream in = store.open(key).orElseThrow()) {
      return new String(in.readAllBytes());
    }
  }
}
