package dev.clearcut.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the collector of the service has logged.
 *
 * @param before the most heap in use when a collection began, in MB
 * @param after the most that was left by one
 */
record HeapLog(long before, long after) {

  private static final Path FILE = Benchmark.FOLDER.resolve("service-heap.log");
  private static final Pattern COLLECTION = Pattern.compile("(\\d+)M->(\\d+)M\\(");

  /** Has a JVM write the log. */
  static final String OPTION = "-Xlog:gc:file=%s:uptime:filecount=0".formatted(FILE);

  static HeapLog read() throws IOException {
    long before = 0;
    long after = 0;
    Matcher collections = COLLECTION.matcher(Files.readString(FILE));
    while (collections.find()) {
      before = Math.max(before, Long.parseLong(collections.group(1)));
      after = Math.max(after, Long.parseLong(collections.group(2)));
    }
    return new HeapLog(before, after);
  }
}
