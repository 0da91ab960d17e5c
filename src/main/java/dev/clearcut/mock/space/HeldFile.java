package dev.clearcut.mock.space;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A hold on the bytes of a file, which stay on the disk, unchanged, until the last hold on them is
 * closed: a stored file may be replaced, deleted or expire meanwhile. All methods are safe to call
 * from any thread.
 */
public final class HeldFile implements AutoCloseable {

  private final Bytes bytes;
  private boolean closed;

  private HeldFile(Bytes bytes) {
    this.bytes = bytes;
  }

  /** The first hold on a file, which from now on nobody may write or delete. */
  static HeldFile of(Path file) {
    return new HeldFile(new Bytes(file, SpaceFolder.size(file)));
  }

  /** Where to read them. */
  public Path path() {
    return bytes.path;
  }

  /** How many there are. */
  public long size() {
    return bytes.size;
  }

  /** Their SHA-256 in hexadecimal. */
  public String sha256() {
    return bytes.sha256();
  }

  /** One more hold on the same bytes; empty when they are gone already. */
  public Optional<HeldFile> again() {
    return bytes.take() ? Optional.of(new HeldFile(bytes)) : Optional.empty();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    bytes.release();
  }

  private static final class Bytes {

    private final Path path;
    private final long size;
    private int holds = 1;
    private String sha256;

    Bytes(Path path, long size) {
      this.path = path;
      this.size = size;
    }

    synchronized boolean take() {
      if (holds == 0) {
        return false;
      }
      holds++;
      return true;
    }

    synchronized void release() {
      holds--;
      if (holds == 0) {
        SpaceFolder.delete(path);
      }
    }

    synchronized String sha256() {
      if (sha256 == null) {
        try (InputStream in = Files.newInputStream(path)) {
          sha256 = DigestUtils.sha256Hex(in);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return sha256;
    }
  }
}
