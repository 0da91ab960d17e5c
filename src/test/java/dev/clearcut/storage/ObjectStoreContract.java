package dev.clearcut.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every object store promises, whatever it is made of. */
abstract class ObjectStoreContract {

  private static final int BIG = 20 << 20;

  @TempDir Path temp;

  private ObjectStore store;

  /** An empty store. */
  abstract ObjectStore newStore() throws Exception;

  /** The same store, in the eyes of which time has passed or the disk or network is gone. */
  abstract ObjectStore unreachable() throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = newStore();
  }

  @Test
  void whatIsPutCanBeOpened() throws IOException {
    store.put("cutouts/ab12/source.jpg", file("photo"));

    assertThat(read("cutouts/ab12/source.jpg")).isEqualTo("photo");
  }

  @Test
  void whatIsPutCanBeReadAsAFile() throws IOException {
    store.put("cutouts/ab12/source.jpg", file("photo"));

    boolean there =
        store.read("cutouts/ab12/source.jpg", file -> assertThat(file).hasContent("photo"));

    assertThat(there).isTrue();
  }

  @Test
  void whatIsNotThereIsNotReadAsAFile() {
    List<Path> seen = new ArrayList<>();

    assertThat(store.read("cutouts/ab12/none.jpg", seen::add)).isFalse();
    assertThat(seen).isEmpty();
  }

  @Test
  void anEmptyFileIsAnObjectToo() throws IOException {
    store.put("cutouts/a/x.png", file(""));

    assertThat(read("cutouts/a/x.png")).isEmpty();
    assertThat(store.size("cutouts/a/x.png")).hasValue(0);
  }

  @Test
  void anObjectNeverChanges() throws IOException {
    store.put("cutouts/a/x.png", file("one"));
    store.put("cutouts/a/x.png", file("one"));
    Path other = file("another");

    assertThatThrownBy(() -> store.put("cutouts/a/x.png", other))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("cutouts/a/x.png");
    assertThat(read("cutouts/a/x.png")).isEqualTo("one");
  }

  @Test
  void thePutFileStaysTheCallers() throws IOException {
    Path file = file("photo");

    store.put("cutouts/a/x.png", file);

    assertThat(file).hasContent("photo");
  }

  @Test
  void underAnUnknownKeyThereIsNothing() {
    assertThat(store.open("cutouts/a/x.png")).isEmpty();
    assertThat(store.open("cutouts/a/x.png", 0, 1)).isEmpty();
    assertThat(store.size("cutouts/a/x.png")).isEmpty();
  }

  @Test
  void aPartOfAnObjectCanBeOpened() throws IOException {
    store.put("cutouts/a/x.png", file("0123456789"));

    assertThat(read("cutouts/a/x.png", 0, 4)).isEqualTo("0123");
    assertThat(read("cutouts/a/x.png", 3, 4)).isEqualTo("3456");
    assertThat(read("cutouts/a/x.png", 8, 100)).isEqualTo("89");
    assertThat(read("cutouts/a/x.png", 10, 1)).isEmpty();
  }

  @Test
  void whatIsDeletedIsGoneAndDeletingAgainIsFine() throws IOException {
    store.put("cutouts/a/x.png", file("x"));
    store.put("cutouts/a/y.png", file("y"));

    store.delete("cutouts/a/x.png");
    store.delete("cutouts/a/x.png");

    assertThat(store.open("cutouts/a/x.png")).isEmpty();
    assertThat(read("cutouts/a/y.png")).isEqualTo("y");
  }

  @Test
  void aDeletedObjectCanBePutAgain() throws IOException {
    store.put("cutouts/a/x.png", file("one"));
    store.delete("cutouts/a/x.png");

    store.put("cutouts/a/x.png", file("another"));

    assertThat(read("cutouts/a/x.png")).isEqualTo("another");
  }

  @Test
  void aFolderListsWhatIsBelowIt() throws IOException {
    Instant before = Instant.now().minus(Duration.ofMinutes(1));
    store.put("cutouts/a/x.png", file("x"));
    store.put("cutouts/b/y.png", file("yy"));
    store.put("others/c/z.png", file("zzz"));

    List<StoredObject> cutouts = list("cutouts/");

    assertThat(cutouts)
        .extracting(StoredObject::key)
        .containsExactlyInAnyOrder("cutouts/a/x.png", "cutouts/b/y.png");
    assertThat(cutouts).extracting(StoredObject::size).containsExactlyInAnyOrder(1L, 2L);
    assertThat(cutouts)
        .allSatisfy(
            object ->
                assertThat(object.storedAt())
                    .isBetween(before, Instant.now().plus(Duration.ofMinutes(1))));
    assertThat(list("cutouts/b/")).extracting(StoredObject::key).containsExactly("cutouts/b/y.png");
    assertThat(list("nothing/")).isEmpty();
  }

  @Test
  void aListMayBeLongerThanAPage() throws IOException {
    Path file = file("x");
    for (int i = 0; i < 1005; i++) {
      store.put("cutouts/a/%d.png".formatted(i), file);
    }

    assertThat(list("cutouts/"))
        .extracting(StoredObject::key)
        .doesNotHaveDuplicates()
        .hasSize(1005);
  }

  @Test
  void aListMayDeleteWhatItSees() throws IOException {
    store.put("cutouts/a/x.png", file("x"));
    store.put("cutouts/b/y.png", file("y"));

    store.list("cutouts/", object -> store.delete(object.key()));

    assertThat(list("cutouts/")).isEmpty();
  }

  @Test
  void aBigFileArrivesWhole() throws IOException {
    Path big = bigFile();

    store.put("cutouts/a/big.png", big);

    assertThat(store.size("cutouts/a/big.png")).hasValue(BIG);
    try (InputStream in = store.open("cutouts/a/big.png").orElseThrow()) {
      assertThat(DigestUtils.sha256Hex(in))
          .isEqualTo(DigestUtils.sha256Hex(Files.readAllBytes(big)));
    }
    store.put("cutouts/a/big.png", big);
  }

  @Test
  void aPutThatFailsLeavesNothingToSee() {
    assertThatThrownBy(() -> store.put("cutouts/a/x.png", temp.resolve("missing")))
        .isInstanceOf(ObjectStoreException.class)
        .hasMessageContaining("cutouts/a/x.png");

    assertThat(list("cutouts/")).isEmpty();
  }

  @Test
  void manyMayPutTheSameObjectAtOnce() throws Exception {
    Path file = file("the same for all");
    int callers = 8;
    CyclicBarrier together = new CyclicBarrier(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<?>> puts = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        puts.add(
            threads.submit(
                () -> {
                  together.await();
                  store.put("cutouts/a/x.png", file);
                  return null;
                }));
      }
      for (Future<?> put : puts) {
        put.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(read("cutouts/a/x.png")).isEqualTo("the same for all");
    assertThat(list("cutouts/")).hasSize(1);
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
        "a.b/c",
        "A/b",
        "a/b.png\n",
        "a\\b/c"
      })
  void anUnsafeKeyIsRefused(String key) throws IOException {
    Path file = file("photo");

    assertThatThrownBy(() -> store.put(key, file)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.open(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.open(key, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.size(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "a", "../", "a/../", "a//", "/a/", "A/"})
  void anUnsafeFolderIsRefused(String folder) {
    assertThatThrownBy(() -> list(folder)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStoreThatIsAwaySaysSoInOneWay() throws Exception {
    ObjectStore away = unreachable();
    Path file = file("photo");

    assertThatThrownBy(() -> away.put("cutouts/a/x.png", file))
        .isInstanceOf(ObjectStoreException.class);
    assertThatThrownBy(() -> away.open("cutouts/a/x.png")).isInstanceOf(ObjectStoreException.class);
    assertThatThrownBy(() -> away.open("cutouts/a/x.png", 0, 1))
        .isInstanceOf(ObjectStoreException.class);
    assertThatThrownBy(() -> away.size("cutouts/a/x.png")).isInstanceOf(ObjectStoreException.class);
    assertThatThrownBy(() -> away.delete("cutouts/a/x.png"))
        .isInstanceOf(ObjectStoreException.class);
    assertThatThrownBy(() -> away.list("cutouts/", object -> {}))
        .isInstanceOf(ObjectStoreException.class);
  }

  final Path file(String content) throws IOException {
    return Files.writeString(temp.resolve(UUID.randomUUID() + ".tmp"), content);
  }

  final Path bigFile() throws IOException {
    Path file = temp.resolve("big");
    byte[] block = new byte[1 << 20];
    Random random = new Random(42);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      for (int written = 0; written < BIG; written += block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
    return file;
  }

  private List<StoredObject> list(String folder) {
    List<StoredObject> objects = new ArrayList<>();
    store.list(folder, objects::add);
    return objects;
  }

  private String read(String key) throws IOException {
    return text(store.open(key).orElseThrow());
  }

  private String read(String key, long offset, long length) throws IOException {
    return text(store.open(key, offset, length).orElseThrow());
  }

  private static String text(InputStream stream) throws IOException {
    try (InputStream in = stream) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
