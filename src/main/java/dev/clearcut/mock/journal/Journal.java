package dev.clearcut.mock.journal;

import dev.clearcut.mock.clock.Resettable;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The latest calls, as many as are configured. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Journal implements Resettable {

  /** By sequence, in the order in which they were added. */
  private final Map<Long, JournalEntry> entries = new LinkedHashMap<>();

  private final AtomicLong arrivals = new AtomicLong();
  private final int size;

  Journal(JournalConfig config) {
    if (config.size() < 1) {
      throw new IllegalArgumentException(
          "clearcut.mock.journal.size must be at least 1, but is " + config.size());
    }
    this.size = config.size();
  }

  /** The number of a call that has just arrived. */
  public long nextSequence() {
    return arrivals.incrementAndGet();
  }

  /**
   * Adds an entry, or puts it in the place of what was known of the same call, and forgets the
   * oldest when there are too many.
   */
  public void add(JournalEntry entry) {
    synchronized (entries) {
      entries.put(entry.sequence(), entry);
      if (entries.size() > size) {
        Iterator<JournalEntry> oldest = entries.values().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  /** The entries that a filter lets pass, in the order in which the calls arrived. */
  public List<JournalEntry> find(JournalFilter filter) {
    List<JournalEntry> all;
    synchronized (entries) {
      all = List.copyOf(entries.values());
    }
    return all.stream()
        .filter(filter::test)
        .sorted(Comparator.comparingLong(JournalEntry::sequence))
        .toList();
  }

  /** Forgets the entries that a filter lets pass. */
  public void remove(JournalFilter filter) {
    removeIf(filter::test);
  }

  @Override
  public void reset() {
    removeIf(entry -> true);
  }

  @Override
  public void reset(String account) {
    removeIf(entry -> Objects.equals(entry.account(), account));
  }

  private void removeIf(Predicate<JournalEntry> condition) {
    synchronized (entries) {
      entries.values().removeIf(condition);
    }
  }
}
