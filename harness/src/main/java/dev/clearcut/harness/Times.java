package dev.clearcut.harness;

/** How often something is expected to happen. */
public final class Times {

  private final int least;
  private final int most;
  private final String words;

  private Times(int least, int most, String words) {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("A number of times must not be below 0.");
    }
    this.least = least;
    this.most = most;
    this.words = words;
  }

  /** Not at all. */
  public static Times never() {
    return new Times(0, 0, "never");
  }

  /** One time. */
  public static Times once() {
    return new Times(1, 1, "once");
  }

  /** So many times. */
  public static Times exactly(int times) {
    return new Times(times, times, "exactly " + times + " times");
  }

  /** So many times or more. */
  public static Times atLeast(int times) {
    return new Times(times, Integer.MAX_VALUE, "at least " + times + " times");
  }

  /** So many times or less. */
  public static Times atMost(int times) {
    return new Times(0, times, "at most " + times + " times");
  }

  boolean matches(int count) {
    return least <= count && count <= most;
  }

  @Override
  public String toString() {
    return words;
  }
}
