package dev.clearcut.archive;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clearcut.download.Download;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.storage.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Archives over plain HTTP, in a process of their own, so that their memory can be measured: {@code
 * /100} is an archive of 100 files. Each file is read from the disk, and all have the same bytes.
 */
public final class ArchiveServer {

  private static final int LENGTH = 450_000;
  private static final int PIECE = 64 * 1024;

  private ArchiveServer() {}

  /**
   * @param arguments the port
   */
  public static void main(String... arguments) throws IOException {
    byte[] content = new byte[LENGTH];
    new Random(0).nextBytes(content);
    Path file = Files.write(Files.createTempFile("clearcut-", ".archived"), content);
    file.toFile().deleteOnExit();
    CRC32 crc32 = new CRC32();
    crc32.update(content);
    ArchiveFile archived =
        new ArchiveFile("", "", LENGTH, crc32.getValue(), DigestUtils.sha256Hex(content));
    Archives archives = new Archives(new OneFile(file));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])),
            0);
    server.createContext(
        "/",
        exchange ->
            send(exchange, archive(archives, archived, count(exchange.getRequestURI().getPath()))));
    server.start();
  }

  private static int count(String path) {
    return path.equals("/") ? 0 : Integer.parseInt(path.substring(1));
  }

  private static Download archive(Archives archives, ArchiveFile file, int count) {
    EntryNames names = new EntryNames("manifest.csv");
    return archives.of(
        "results.zip",
        "manifest.csv",
        new byte[0],
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    new ArchiveFile(
                        names.next("photo.png"),
                        "results/" + i,
                        file.size(),
                        file.crc32(),
                        file.sha256()))
            .toList());
  }

  private static void send(HttpExchange exchange, Download archive) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    long first = range == null ? 0 : Long.parseLong(range.replaceAll("\\D", ""));
    try (exchange;
        InputStream in = archive.bytes().open(first, archive.size() - first)) {
      exchange.sendResponseHeaders(range == null ? 200 : 206, archive.size() - first);
      byte[] piece = new byte[PIECE];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        exchange.getResponseBody().write(piece, 0, n);
      }
    }
  }

  /** A store of which every object is one file. */
  private record OneFile(Path file) implements ObjectStore {

    @Override
    public Optional<InputStream> open(String key, long offset, long length) {
      try {
        return Optional.of(
            BoundedInputStream.builder()
                .setInputStream(
                    Channels.newInputStream(Files.newByteChannel(file).position(offset)))
                .setMaxCount(length)
                .get());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<InputStream> open(String key) {
      return open(key, 0, Long.MAX_VALUE);
    }

    @Override
    public OptionalLong size(String key) {
      return OptionalLong.of(LENGTH);
    }

    @Override
    public void put(String key, Path copied) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String key) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void list(String folder, Consumer<StoredObject> visitor) {
      throw new UnsupportedOperationException();
    }
  }
}
