package dev.clearcut.work;

import java.time.Duration;
import java.util.Optional;

/**
 * Work that runs again and again, on one replica at a time: a bean. For the rest see {@link Task}.
 */
public interface RecurringTask {

  /** Of up to 100 characters; a row carries it, so it never changes. */
  String name();

  /** How long to wait after each run, and before the first one; empty for never. */
  Optional<Duration> every();

  /**
   * Does what there is to do. An exception is logged, and the task runs again in its time at the
   * latest.
   */
  void run();
}
