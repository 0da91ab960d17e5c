package dev.clearcut.mock.clock;

/** A part of the emulator's state. */
public interface Resettable {

  /** Forgets everything. */
  void reset();

  /** Forgets everything of one account, and nothing of any other. */
  void reset(String account);
}
