package dev.clearcut.work;

import java.time.Instant;
import java.util.Optional;

/**
 * Work that runs later, once for each id that {@link Engine} was given: a bean. Usually one replica
 * at a time runs an id. It may happen all the same that two do, or that one does so twice, so a
 * task finds out by itself what is left to do. It says who works, never who may pay.
 */
public interface Task {

  /** Of up to 100 characters; rows carry it, so it never changes. */
  String name();

  /**
   * Does what is left to do for the id. An exception is logged, and the task runs again after a
   * pause that grows with each failure.
   *
   * @return when to run again for the same id; empty when nothing is left to do. Whoever schedules
   *     the id while this runs has it run again, whatever this returns
   */
  Optional<Instant> run(String id);
}
