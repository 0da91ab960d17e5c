package dev.clearcut.backgroundcut;

import java.util.function.Supplier;

/** What is done around every exchange with the vendor, such as to count and to time it. */
interface Exchanges {

  /**
   * Makes one exchange.
   *
   * @param withKey whether the vendor looks at the key, so that his answer says whether it is good
   * @throws BackgroundCutException what {@code exchange} throws
   */
  <T> T make(String operation, boolean withKey, Supplier<T> exchange);
}
