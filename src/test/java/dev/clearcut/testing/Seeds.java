package dev.clearcut.testing;

import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Where generated inputs begin. Half of them come from a seed that is always the same, so that a
 * known failure stays known; the other half from one that is drawn for this run, so that no two
 * runs ask the same. {@code -Dclearcut.seed=…} repeats a draw.
 */
public final class Seeds {

  /** The seed of every run. */
  public static final long FIXED = 20_261_121;

  private static final String PROPERTY = "clearcut.seed";

  private Seeds() {}

  /** Both: for {@code @MethodSource}. */
  public static LongStream both() {
    return LongStream.of(FIXED, drawn());
  }

  /** A source of random numbers from each. */
  public static List<Random> randoms() {
    return both().mapToObj(Random::new).toList();
  }

  /** The seed of this run; the one who asks first draws and prints it. */
  public static long drawn() {
    synchronized (System.getProperties()) {
      if (System.getProperty(PROPERTY) == null) {
        System.setProperty(PROPERTY, String.valueOf(new SecureRandom().nextInt()));
        System.out.printf("Generated inputs: -D%s=%d%n", PROPERTY, Long.getLong(PROPERTY));
      }
      return Long.getLong(PROPERTY);
    }
  }
}
