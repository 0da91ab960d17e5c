package dev.clearcut.mock.clock;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Things that are known by a name for some time, each for as long as the others. Whoever adds one
 * makes the oldest go that are over, and the oldest of all when there are too many: only those at
 * the front are looked at, however many there are.
 *
 * @param <V> the things
 */
public final class Expiring<V> {

  private final Map<String, V> byName = new LinkedHashMap<>();
  private final int most;
  private final Predicate<V> over;

  /**
   * Nothing yet.
   *
   * @param most how many are kept
   * @param over whether one is of no use any more
   */
  public Expiring(int most, Predicate<V> over) {
    this.most = most;
    this.over = over;
  }

  /** Adds one. */
  public synchronized void add(String name, V value) {
    Iterator<V> oldest = byName.values().iterator();
    while (oldest.hasNext() && (over.test(oldest.next()) || byName.size() >= most)) {
      oldest.remove();
    }
    byName.put(name, value);
  }

  /** The one of this name, also if it is over; empty when it has gone. */
  public synchronized Optional<V> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** As {@link #find}; whoever comes next does not find it. */
  public synchronized Optional<V> take(String name) {
    return Optional.ofNullable(byName.remove(name));
  }

  /** Those go for which this is true. */
  public synchronized void removeIf(Predicate<V> condition) {
    byName.values().removeIf(condition);
  }
}
