package dev.clearcut.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clearcut.download.Download;
import dev.clearcut.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/** Makes archives of what is in the store. */
@ApplicationScoped
public class Archives {

  private static final String MEDIA_TYPE = "application/zip";

  /** In the tag. To be changed whenever the same files give other bytes. */
  private static final String EDITION = "1";

  private final ObjectStore store;

  Archives(ObjectStore store) {
    this.store = store;
  }

  /**
   * A ZIP of a list and the files that it lists. The same list and files are the same bytes, under
   * the same tag. What is stored is read while the archive is sent: nothing is asked of the store
   * before.
   *
   * @param fileName of the archive itself
   * @param listName of the list, which is the first file
   * @param files with names that are safe and different
   */
  public Download of(String fileName, String listName, byte[] list, List<ArchiveFile> files) {
    List<ZipEntry> entries = new ArrayList<>(files.size() + 1);
    CRC32 crc32 = new CRC32();
    crc32.update(list);
    entries.add(new ZipEntry(listName, list.length, crc32.getValue()));
    files.forEach(file -> entries.add(new ZipEntry(file.name(), file.size(), file.crc32())));
    requireSafeNames(entries);
    ZipLayout layout = new ZipLayout(entries);
    return new Download(
        MEDIA_TYPE,
        fileName,
        layout.size(),
        tag(listName, list, files),
        (from, length) ->
            layout.open(
                from,
                length,
                (entry, offset) ->
                    entry == 0
                        ? new ByteArrayInputStream(list, (int) offset, list.length - (int) offset)
                        : stored(files.get(entry - 1), offset)));
  }

  private static void requireSafeNames(List<ZipEntry> entries) {
    EntryNames names = new EntryNames();
    for (ZipEntry entry : entries) {
      if (!names.next(entry.name()).equals(entry.name())) {
        throw new IllegalArgumentException("Not a name for an archive: " + entry.name());
      }
    }
  }

  /** One byte more is asked for: whether it is there says whether the object is too long. */
  private InputStream stored(ArchiveFile file, long offset) {
    return store
        .open(file.objectKey(), offset, file.size() - offset + 1)
        .orElseThrow(() -> new IllegalStateException("The store has lost " + file.objectKey()));
  }

  private static String tag(String listName, byte[] list, List<ArchiveFile> files) {
    MessageDigest all = DigestUtils.getSha256Digest();
    all.update((EDITION + "\n" + listName + "\n" + list.length + "\n").getBytes(UTF_8));
    all.update(list);
    for (ArchiveFile file : files) {
      all.update((file.name() + "\n" + file.size() + "\n" + file.sha256() + "\n").getBytes(UTF_8));
    }
    return Hex.encodeHexString(all.digest());
  }
}
