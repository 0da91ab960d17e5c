package dev.clearcut.rendition;

import dev.clearcut.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** What the store has of renditions, with all that an archive of it takes. */
@ApplicationScoped
public class StoredResults {

  /** A statement has room for so many parameters in any database. */
  private static final int AT_A_TIME = 1000;

  private final Renditions renditions;
  private final ObjectStore store;

  StoredResults(Renditions renditions, ObjectStore store) {
    this.renditions = renditions;
    this.store = store;
  }

  /**
   * The results of those of the renditions that are ready, by the id. Of one that was stored before
   * checksums were written down, this reads the bytes, once, and writes its checksum down; so it is
   * not to be called within a transaction.
   */
  public Map<String, StoredResult> of(List<String> renditionIds) {
    Map<String, StoredResult> found = new HashMap<>();
    for (int from = 0; from < renditionIds.size(); from += AT_A_TIME) {
      int to = Math.min(from + AT_A_TIME, renditionIds.size());
      for (StoredResult result : renditions.stored(renditionIds.subList(from, to))) {
        found.put(result.renditionId(), result.crc32() == null ? checked(result) : result);
      }
    }
    return found;
  }

  private StoredResult checked(StoredResult unchecked) {
    StoredResult result = unchecked.withCrc32(crc32(unchecked.objectKey()));
    renditions.checked(result);
    return result;
  }

  private long crc32(String key) {
    CRC32 crc32 = new CRC32();
    try (InputStream in = new CheckedInputStream(open(key), crc32)) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + key, e);
    }
    return crc32.getValue();
  }

  private InputStream open(String key) {
    return store
        .open(key)
        .orElseThrow(() -> new IllegalStateException("The store has lost " + key));
  }
}
