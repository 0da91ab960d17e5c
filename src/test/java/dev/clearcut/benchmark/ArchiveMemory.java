package dev.clearcut.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What an archive of many results costs the service in memory: read whole, and from the middle on,
 * beside a small one. All items of the batch have the same photo, which is bought once. The JVM has
 * the options that it has in the image.
 */
final class ArchiveMemory {

  private static final int FEW = 100;
  private static final int MANY = 10_000;
  private static final int PIECE = 64 * 1024;

  /** So much passes before, in small archives, that all of the heap has been used once. */
  private static final long WARMING = 1L << 30;

  private final Server server;

  private ArchiveMemory(Server server) {
    this.server = server;
  }

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    byte[] photo = Pictures.photo(1560, 1170);
    try (Stack stack = new Stack("-Xmx256m");
        Connection connection = stack.service().connect()) {
      ArchiveMemory reader = new ArchiveMemory(stack.service());
      String small = archive(connection, photo, FEW);
      String large = archive(connection, photo, quick ? MANY / 10 : MANY);
      for (long passed = 0; passed < WARMING; ) {
        passed += reader.read(small, 0, 0).length;
      }
      long before = stack.service().peakMegabytes();
      long start = System.nanoTime();
      Read whole = reader.read(large, 0, -1);
      double seconds = (System.nanoTime() - start) / 1e9;
      Read rest = reader.read(large, whole.length / 2, 0);
      if (!rest.sha256.equals(whole.sha256)) {
        throw new IOException("What comes from the middle is not what came at once");
      }
      long after = stack.service().peakMegabytes();
      report.add(
          "the archive of a batch of %,d items, %.2f GiB"
              .formatted(quick ? MANY / 10 : MANY, whole.length / Math.pow(2, 30)),
          "%.0f MB/s".formatted(whole.length / 1e6 / seconds),
          "",
          "");
      report.add(
          "the same, most resident memory, and from the middle on; baseline: that of %d items"
              .formatted(FEW),
          after + " MB",
          before + " MB",
          "+%d MB".formatted(after - before));
    }
  }

  /** The address of the archive of a batch that has ended. */
  private static String archive(Connection connection, byte[] photo, int items)
      throws IOException, InterruptedException {
    Batch batch = Batch.filled(connection, items, "png", i -> photo);
    batch.start();
    batch.awaitReady();
    return batch.path() + "/archive";
  }

  /**
   * @param length of what was read
   * @param sha256 of it, or of its second half
   */
  private record Read(long length, String sha256) {}

  /**
   * @param from first byte that is wanted
   * @param digestedFrom first byte that is digested; -1 for the middle of what comes
   */
  private Read read(String path, long from, long digestedFrom) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(server.url() + path).toURL().openConnection();
    connection.setRequestProperty("Authorization", Stack.AUTHORIZATION);
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=%d-".formatted(from));
    }
    long length = connection.getContentLengthLong();
    long skipped = digestedFrom < 0 ? length / 2 : digestedFrom;
    MessageDigest digest = DigestUtils.getSha256Digest();
    try (InputStream in = connection.getInputStream()) {
      in.skipNBytes(skipped);
      byte[] piece = new byte[PIECE];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        digest.update(piece, 0, n);
      }
    }
    return new Read(length, Hex.encodeHexString(digest.digest()));
  }
}
