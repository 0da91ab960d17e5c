package dev.clearcut.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read by the JDK's two readers, which know nothing of how it was made. */
@Execution(ExecutionMode.CONCURRENT)
class ZipLayoutTest {

  private static final long FOUR_GIB = 1L << 32;

  @TempDir Path folder;

  /** Files in memory. */
  private record InMemory(List<String> names, List<byte[]> contents) implements ZipLayout.Contents {

    ZipLayout layout() {
      return new ZipLayout(
          IntStream.range(0, names.size())
              .mapToObj(i -> entry(names.get(i), contents.get(i)))
              .toList());
    }

    @Override
    public InputStream open(int entry, long offset) {
      byte[] all = contents.get(entry);
      return new ByteArrayInputStream(all, (int) offset, all.length - (int) offset);
    }

    byte[] bytes() throws IOException {
      ZipLayout layout = layout();
      return layout.open(0, layout.size(), this).readAllBytes();
    }
  }

  private static ZipEntry entry(String name, byte[] content) {
    CRC32 crc32 = new CRC32();
    crc32.update(content);
    return new ZipEntry(name, content.length, crc32.getValue());
  }

  private static InMemory files(int... lengths) {
    Random random = new Random(lengths.length);
    List<String> names = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    for (int length : lengths) {
      byte[] content = new byte[length];
      random.nextBytes(content);
      names.add("földer %d 😀.bin".formatted(names.size()));
      contents.add(content);
    }
    return new InMemory(names, contents);
  }

  @Property(tries = 100)
  void theReadersFindEveryFile(@ForAll @Size(max = 20) List<@IntRange(max = 3000) Integer> lengths)
      throws IOException {
    InMemory files = files(lengths.stream().mapToInt(Integer::intValue).toArray());
    byte[] zip = files.bytes();

    assertThat(zip).hasSize((int) files.layout().size());
    assertThat(inOrder(zip)).isEqualTo(files.names());
    Path file = Files.createTempFile("clearcut-", ".zip");
    try {
      Files.write(file, zip);
      try (ZipFile opened = new ZipFile(file.toFile())) {
        for (int i = 0; i < lengths.size(); i++) {
          var found = opened.getEntry(files.names().get(i));
          assertThat(opened.getInputStream(found).readAllBytes())
              .isEqualTo(files.contents().get(i));
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  /** Reads all of it, and so checks every checksum. */
  private static List<String> inOrder(byte[] zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
        in.transferTo(OutputStream.nullOutputStream());
      }
    }
    return names;
  }

  @Property(tries = 200)
  void partsMakeTheWhole(
      @ForAll @Size(max = 6) List<@IntRange(max = 300) Integer> lengths,
      @ForAll @Size(max = 8) List<@IntRange(max = 100_000) Integer> cuts)
      throws IOException {
    InMemory files = files(lengths.stream().mapToInt(Integer::intValue).toArray());
    ZipLayout layout = files.layout();
    int size = (int) layout.size();
    int[] borders =
        IntStream.concat(IntStream.of(0, size), cuts.stream().mapToInt(cut -> cut % (size + 1)))
            .sorted()
            .toArray();

    ByteArrayOutputStream parts = new ByteArrayOutputStream();
    for (int i = 1; i < borders.length; i++) {
      layout.open(borders[i - 1], borders[i] - borders[i - 1], files).transferTo(parts);
    }

    assertThat(parts.toByteArray()).isEqualTo(files.bytes());
  }

  @Test
  void itCanBeCutBeforeEveryByte() throws IOException {
    InMemory files = files(5, 0, 70, 1);
    byte[] zip = files.bytes();

    for (int cut = 0; cut <= zip.length; cut++) {
      assertThat(files.layout().open(cut, zip.length - cut, files).readAllBytes())
          .isEqualTo(Arrays.copyOfRange(zip, cut, zip.length));
      assertThat(files.layout().open(0, cut, files).readAllBytes())
          .isEqualTo(Arrays.copyOf(zip, cut));
    }
  }

  @Test
  void theBytesAreThoseOfEveryOtherDay() throws IOException {
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(files(3).bytes()))) {
      var entry = in.getNextEntry();

      assertThat(entry.getTimeLocal()).isEqualTo("1980-01-01T00:00:00");
      assertThat(entry.getMethod()).isEqualTo(java.util.zip.ZipEntry.STORED);
      assertThat(entry.getSize()).isEqualTo(3);
    }
  }

  @Test
  void nothingButWhatIsThereCanBeOpened() {
    ZipLayout layout = files(3).layout();

    assertThatIllegalArgumentException().isThrownBy(() -> layout.open(-1, 1, files(3)));
    assertThatIllegalArgumentException().isThrownBy(() -> layout.open(1, layout.size(), files(3)));
  }

  @ParameterizedTest
  @ValueSource(ints = {65_534, 65_535, 70_000})
  void moreFilesThanTheOldFormatCounts(int count) throws IOException {
    InMemory files = files(new int[count]);
    Path zip = folder.resolve("many.zip");
    ZipLayout layout = files.layout();
    try (InputStream all = layout.open(0, layout.size(), files)) {
      Files.copy(all, zip);
    }

    try (ZipFile opened = new ZipFile(zip.toFile())) {
      assertThat(opened.size()).isEqualTo(count);
      assertThat(opened.getEntry(files.names().get(count - 1))).isNotNull();
    }
    assertThat(inOrder(Files.readAllBytes(zip))).hasSize(count);
  }

  /**
   * The files are zeros, which the disk need not hold: only what is between them is written. Sizes
   * and places are around the greatest number of 32 bits.
   */
  @ParameterizedTest
  @ValueSource(longs = {FOUR_GIB - 2, FOUR_GIB - 1, FOUR_GIB, FOUR_GIB + 5})
  void moreBytesThanTheOldFormatCounts(long size) throws IOException {
    ZipEntry large = new ZipEntry("large", size, 0);
    byte[] photo = {1, 2, 3};
    ZipEntry small = entry("small", photo);
    ZipLayout layout = new ZipLayout(List.of(small, large, entry("after", photo)));
    ZipLayout.Contents contents =
        (entry, offset) ->
            entry == 1
                ? new Zeros()
                : new ByteArrayInputStream(photo, (int) offset, 3 - (int) offset);
    long start = ZipRecords.header(small).length + photo.length + ZipRecords.header(large).length;
    Path zip = folder.resolve("large.zip");
    try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "rw")) {
      OutputStream out = Channels.newOutputStream(file.getChannel());
      layout.open(0, start, contents).transferTo(out);
      file.seek(start + size);
      layout.open(start + size, layout.size() - start - size, contents).transferTo(out);
    }

    assertThat(zip).hasSize(layout.size());
    try (ZipFile opened = new ZipFile(zip.toFile())) {
      assertThat(opened.size()).isEqualTo(3);
      assertThat(opened.getEntry("large").getSize()).isEqualTo(size);
      assertThat(opened.getInputStream(opened.getEntry("after")).readAllBytes()).isEqualTo(photo);
      assertThat(opened.getInputStream(opened.getEntry("large")).read()).isZero();
    }
    // From the middle of the large file to the end, as whoever resumes wants it.
    try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "r")) {
      long middle = start + size - 1000;
      byte[] written = new byte[(int) (layout.size() - middle)];
      file.seek(middle);
      file.readFully(written);
      assertThat(layout.open(middle, written.length, new Rest(contents, size)).readAllBytes())
          .isEqualTo(written);
    }
  }

  /** As {@code contents}, but the large file ends where it should. */
  private record Rest(ZipLayout.Contents contents, long size) implements ZipLayout.Contents {

    @Override
    public InputStream open(int entry, long offset) throws IOException {
      return entry == 1
          ? new ByteArrayInputStream(new byte[(int) (size - offset)])
          : contents.open(entry, offset);
    }
  }

  /** As many zeros as one likes. */
  private static final class Zeros extends InputStream {

    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      Arrays.fill(buffer, offset, offset + length, (byte) 0);
      return length;
    }
  }

  @Test
  void whatHasChangedFailsBeforeItsLastByte() throws IOException {
    InMemory files = files(10, 10, 10);
    byte[] zip = files.bytes();
    int end = zip.length;

    for (byte[] other : List.of(new byte[9], new byte[11], new byte[10])) {
      List<byte[]> contents = new ArrayList<>(files.contents());
      contents.set(1, other);
      ByteArrayOutputStream sent = new ByteArrayOutputStream();

      assertThatIOException()
          .isThrownBy(
              () ->
                  files
                      .layout()
                      .open(0, end, new InMemory(files.names(), contents))
                      .transferTo(sent))
          .withMessageContaining(files.names().get(1));
      assertThat(sent.size()).isLessThan(end / 2);
    }
  }

  @Test
  void aFileThatIsTooShortFailsFromItsMiddleToo() {
    InMemory files = files(10, 10);
    long middle = ZipRecords.header(entry(files.names().get(0), new byte[10])).length + 5;

    assertThatIOException()
        .isThrownBy(
            () ->
                files
                    .layout()
                    .open(middle, 20, (entry, offset) -> new ByteArrayInputStream(new byte[4]))
                    .readAllBytes());
  }

  @Test
  void oneFileIsOpenAtATimeAndNoneIsLeftOpen() throws IOException {
    InMemory files = files(10, 2000, 10);
    List<String> events = new ArrayList<>();
    ZipLayout.Contents watched =
        (entry, offset) -> {
          events.add("open " + entry);
          return new FilterInputStream(files.open(entry, offset)) {
            @Override
            public void close() {
              events.add("close " + entry);
            }
          };
        };
    ZipLayout layout = files.layout();

    layout.open(0, layout.size(), watched).readAllBytes();
    assertThat(events)
        .containsExactly("open 0", "close 0", "open 1", "close 1", "open 2", "close 2");

    events.clear();
    try (InputStream half = layout.open(0, layout.size() / 2, watched)) {
      half.readAllBytes();
    }
    assertThat(events).containsExactly("open 0", "close 0", "open 1", "close 1");
  }
}
