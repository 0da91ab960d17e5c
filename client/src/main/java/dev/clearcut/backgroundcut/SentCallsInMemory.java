package dev.clearcut.backgroundcut;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@link SentCalls#inMemory}. What is past is removed when something is added. */
final class SentCallsInMemory implements SentCalls {

  private final Map<String, Instant> running = new ConcurrentHashMap<>();

  @Override
  public boolean begin(String outputKey, Instant now, Instant until) {
    running.values().removeIf(end -> !end.isAfter(now));
    return running.putIfAbsent(outputKey, until) == null;
  }

  @Override
  public void ended(String outputKey, Instant until) {
    running.remove(outputKey, until);
  }
}
