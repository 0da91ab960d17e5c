package dev.clearcut.mock.fault;

import java.util.Random;

/**
 * Decides which of the calls that a fault matches are hit. The same fault, given the same number of
 * calls, hits the same ones.
 */
final class Schedule {

  private final Fault fault;
  private final Random dice;
  private long seen;
  private long hits;

  Schedule(Fault fault) {
    this.fault = fault;
    this.dice = new Random(fault.seed());
  }

  /** Counts a call; true when it is hit. */
  synchronized boolean next() {
    long place = seen++ - fault.skip();
    boolean turn = place >= 0 && place % fault.every() == 0;
    boolean hit = turn && !spent() && dice.nextDouble() < fault.probability();
    if (hit) {
      hits++;
    }
    return hit;
  }

  /** Whether no call will be hit any more. */
  synchronized boolean spent() {
    return fault.times() != null && hits >= fault.times();
  }

  synchronized long seen() {
    return seen;
  }

  synchronized long hits() {
    return hits;
  }
}
