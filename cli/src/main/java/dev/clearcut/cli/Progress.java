package dev.clearcut.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Says how far it is: in one line that is rewritten, in lines now and then, or not at all. */
final class Progress {

  /** How it is said. */
  enum Style {
    /** A bar on a terminal, else lines. */
    auto,
    /** One line, which is rewritten. */
    bar,
    /** A line every five seconds. */
    lines,
    /** Nothing. */
    none
  }

  private static final int WIDTH = 24;
  private static final int LINE = 79;
  private static final long BETWEEN_BARS = Duration.ofMillis(100).toNanos();
  private static final long BETWEEN_LINES = Duration.ofSeconds(5).toNanos();

  private final PrintStream to;
  private final Style style;
  private final LongSupplier nanos;
  private String phase = "";
  private String shown = "";
  private long last;

  Progress(PrintStream to, Style style, LongSupplier nanos) {
    this.to = to;
    this.style = style == Style.auto ? (onTerminal() ? Style.bar : Style.lines) : style;
    this.nanos = nanos;
  }

  private static boolean onTerminal() {
    Console console = System.console();
    return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * From 22 on, there is a console also where there is no terminal; before, it could not be asked.
   */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJdk) {
      return true;
    }
  }

  /**
   * So far it is now.
   *
   * @param doing such as "Sending"
   * @param more what else is to be said, or nothing
   */
  synchronized void at(String doing, long done, long all, String more) {
    boolean fresh = !doing.equals(phase);
    if (fresh) {
      end();
      phase = doing;
    }
    long between = style == Style.bar ? BETWEEN_BARS : BETWEEN_LINES;
    boolean due = fresh && style == Style.bar || done == all || nanos.getAsLong() - last >= between;
    if (style == Style.none || !due) {
      return;
    }
    last = nanos.getAsLong();
    String text = "%s %d/%d%s".formatted(doing, done, all, more.isEmpty() ? "" : "  " + more);
    if (style == Style.bar) {
      int filled = all == 0 ? WIDTH : (int) (WIDTH * done / all);
      text =
          "%-7s [%s%s] %d/%d%s"
              .formatted(
                  doing,
                  "#".repeat(filled),
                  ".".repeat(WIDTH - filled),
                  done,
                  all,
                  more.isEmpty() ? "" : "  " + more);
      text = text.length() > LINE ? text.substring(0, LINE) : text;
      to.print("\r" + text + " ".repeat(Math.max(0, shown.length() - text.length())));
      to.flush();
    } else if (!text.equals(shown)) {
      to.println(text);
    }
    shown = text;
  }

  /** A sentence between. */
  synchronized void say(String sentence) {
    end();
    if (style != Style.none) {
      to.println(sentence);
    }
  }

  /** The last line stays as it is. */
  synchronized void end() {
    if (style == Style.bar && !shown.isEmpty()) {
      to.println();
    }
    shown = "";
    phase = "";
    last = nanos.getAsLong() - BETWEEN_LINES;
  }
}
