package dev.clearcut.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Where everything is in a ZIP file whose files are stored as they are. All of it follows from
 * names, lengths and checksums, so any part can be made without what is before it, and is the same
 * each time.
 *
 * <p>The file is a row of parts: for each entry its header and its bytes, then a line of the
 * directory for each entry, then the end. (Libraries such as Commons Compress write such a file
 * from its first byte to its last; none writes from the middle.)
 */
final class ZipLayout {

  /** Where the bytes of entries come from. */
  interface Contents {

    /**
     * Opens the bytes of an entry.
     *
     * @param entry its number, from 0
     * @param offset first byte, from 0
     */
    InputStream open(int entry, long offset) throws IOException;
  }

  private final List<ZipEntry> entries;

  /** Where each part begins; at the end, where the file ends. */
  private final long[] starts;

  ZipLayout(List<ZipEntry> entries) {
    this.entries = List.copyOf(entries);
    int count = entries.size();
    starts = new long[3 * count + 2];
    for (int i = 0; i < count; i++) {
      ZipEntry entry = entries.get(i);
      starts[2 * i + 1] = starts[2 * i] + ZipRecords.header(entry).length;
      starts[2 * i + 2] = starts[2 * i + 1] + entry.size();
    }
    for (int part = 2 * count; part <= 3 * count; part++) {
      starts[part + 1] = starts[part] + record(part).length;
    }
  }

  /** Length of the file in bytes. */
  long size() {
    return starts[starts.length - 1];
  }

  /**
   * A part of the file.
   *
   * @param from its first byte, from 0
   * @param length how many bytes, which must be there
   * @return fails where an entry is not what it should be, before it has given its last byte
   */
  InputStream open(long from, long length, Contents contents) {
    if (from < 0 || length < 0 || length > size() - from) {
      throw new IllegalArgumentException(
          "There are no %d bytes from %d on in %d bytes".formatted(length, from, size()));
    }
    return new PartsStream(at -> part(at, contents), from, length);
  }

  /** What is left of the part that holds a byte of the file. */
  private InputStream part(long at, Contents contents) throws IOException {
    int part = lastFrom(at);
    long offset = at - starts[part];
    if (!isBytes(part)) {
      byte[] record = record(part);
      return new ByteArrayInputStream(record, (int) offset, record.length - (int) offset);
    }
    int entry = part / 2;
    return new CheckedContent(entries.get(entry), offset, contents.open(entry, offset));
  }

  /** Empty parts begin where the next one does, which is the one that is wanted. */
  private int lastFrom(long at) {
    int found = Arrays.binarySearch(starts, at);
    int part = found < 0 ? -found - 2 : found;
    while (starts[part + 1] == starts[part]) {
      part++;
    }
    return part;
  }

  private boolean isBytes(int part) {
    return part < 2 * entries.size() && part % 2 == 1;
  }

  private byte[] record(int part) {
    int count = entries.size();
    if (part < 2 * count) {
      return ZipRecords.header(entries.get(part / 2));
    }
    if (part < 3 * count) {
      int entry = part - 2 * count;
      return ZipRecords.directoryLine(entries.get(entry), starts[2 * entry]);
    }
    long directory = starts[2 * count];
    return ZipRecords.end(count, directory, starts[3 * count] - directory);
  }
}
