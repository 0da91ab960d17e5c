package dev.clearcut.mock.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process takes, which the emulator under test is part of. */
public final class Footprint {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final long KIB = 1024;

  private Footprint() {}

  /** Bytes of the heap that are in use after a collection. */
  public static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Resident bytes that are not the heap's; 0 where the system does not tell. */
  public static long besideTheHeap() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .map(resident -> Math.max(0, resident - Runtime.getRuntime().totalMemory()))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
