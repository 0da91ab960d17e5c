package dev.clearcut.mock.model;

/** One step of a walk. Its text is what a failure shows. */
interface Command {

  /** Does it to the emulator and to the model, and compares the answers. */
  void run(World world);
}
