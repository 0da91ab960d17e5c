package dev.clearcut.cli;

/** It cannot go on, for a reason that a person can do something about. */
final class Stop extends RuntimeException {

  /** What scripts see. */
  enum Exit {
    ALL(0),
    OTHER(1),
    USAGE(2),
    PARTLY(3),
    NO_CREDITS(4),
    TOO_EXPENSIVE(5);

    final int code;

    Exit(int code) {
      this.code = code;
    }
  }

  private final Exit exit;

  Stop(Exit exit, String sentence) {
    super(sentence);
    this.exit = exit;
  }

  Stop(String sentence) {
    this(Exit.OTHER, sentence);
  }

  Exit exit() {
    return exit;
  }
}
