package dev.clearcut.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.security.MessageDigest;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * What an archive of many results costs in memory: read whole, and from the middle, beside a small
 * one. The archives alone are measured, over plain HTTP, without the service around them.
 */
final class ArchiveMemory {

  private static final int FEW = 100;
  private static final int PIECE = 64 * 1024;

  private final Server server;

  private ArchiveMemory(Server server) {
    this.server = server;
  }

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int many = quick ? 1000 : 10_000;
    try (Server server = Server.archives(Server.java(), "-Xmx64m")) {
      ArchiveMemory reader = new ArchiveMemory(server);
      for (int i = 0; i < 3; i++) { // warms up
        reader.read(FEW, 0, 0);
      }
      long before = server.peakMegabytes();
      long start = System.nanoTime();
      Read whole = reader.read(many, 0, -1);
      double seconds = (System.nanoTime() - start) / 1e9;
      Read rest = reader.read(many, whole.length / 2, 0);
      if (!rest.sha256.equals(whole.sha256)) {
        throw new IOException("What comes from the middle is not what came at once");
      }
      report.add(
          "an archive of %,d results of 450 KB, %.1f GiB"
              .formatted(many, whole.length / Math.pow(2, 30)),
          "%.0f MB/s".formatted(whole.length / 1e6 / seconds),
          "",
          "");
      report.add(
          "the same, most resident memory, and from the middle on; beside %d results"
              .formatted(FEW),
          server.peakMegabytes() + " MB",
          before + " MB",
          "+%d MB".formatted(server.peakMegabytes() - before));
    }
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
  private Read read(int files, long from, long digestedFrom) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("%s/%d".formatted(server.url(), files)).toURL().openConnection();
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
