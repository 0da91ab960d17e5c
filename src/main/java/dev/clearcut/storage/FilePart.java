package dev.clearcut.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.input.BoundedInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;

/** A part of a file that can be read as often as it must be sent. */
class FilePart implements ContentStreamProvider, Closeable {

  private final Path file;
  private final long offset;
  private final long length;
  private InputStream current = InputStream.nullInputStream();

  FilePart(Path file, long offset, long length) {
    this.file = file;
    this.offset = offset;
    this.length = length;
  }

  /** In bytes. */
  long length() {
    return length;
  }

  @Override
  public InputStream newStream() {
    try {
      close();
      current = open(file, offset, length);
      return current;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens the bytes from an offset on, as many as there are up to a length. */
  static InputStream open(Path file, long offset, long length) throws IOException {
    return BoundedInputStream.builder()
        .setInputStream(Channels.newInputStream(Files.newByteChannel(file).position(offset)))
        .setMaxCount(length)
        .get();
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
