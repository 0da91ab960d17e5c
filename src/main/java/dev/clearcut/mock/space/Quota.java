package dev.clearcut.mock.space;

import java.util.HashMap;
import java.util.Map;

/**
 * Counts the bytes that are kept, of each account and of all. A file counts as whole blocks, so
 * that the number of files is bounded too.
 */
final class Quota {

  private static final long BLOCK = 4096;

  private final Map<String, Long> usedBy = new HashMap<>();
  private final long most;
  private final long mostInTotal;
  private long used;

  /**
   * @param most bytes of one account
   * @param mostInTotal bytes of all accounts
   */
  Quota(long most, long mostInTotal) {
    this.most = most;
    this.mostInTotal = mostInTotal;
  }

  /** What a file of this many bytes counts for: at least one block. */
  static long room(long bytes) {
    return Math.max(1, (bytes + BLOCK - 1) / BLOCK) * BLOCK;
  }

  /** Takes room for an account, if there is so much left. */
  synchronized boolean take(String account, long room) {
    long usedByAccount = usedBy.getOrDefault(account, 0L);
    if (room > most - usedByAccount || room > mostInTotal - used) {
      return false;
    }
    usedBy.put(account, usedByAccount + room);
    used += room;
    return true;
  }

  /** Gives room back. */
  synchronized void release(String account, long room) {
    usedBy.computeIfPresent(account, (key, before) -> before == room ? null : before - room);
    used -= room;
  }
}
