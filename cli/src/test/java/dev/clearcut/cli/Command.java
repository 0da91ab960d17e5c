package dev.clearcut.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine;

/** Runs the command in this process. No time passes where it would wait. */
final class Command {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private final List<Duration> waits = new CopyOnWriteArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private Waiting whileWaiting = time -> {};

  Command with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  Command whileWaiting(Waiting happens) {
    whileWaiting = happens;
    return this;
  }

  int run(String... arguments) {
    PrintStream err = new PrintStream(notes, true, UTF_8);
    CommandLine command =
        new Clearcut(
                time -> {
                  waits.add(time);
                  whileWaiting.pass(time);
                },
                new PrintStream(out, true, UTF_8),
                err,
                environment)
            .commandLine();
    command.setErr(new PrintWriter(err, true));
    command.setOut(new PrintWriter(out, true, UTF_8));
    return command.execute(arguments);
  }

  String out() {
    return out.toString(UTF_8);
  }

  String notes() {
    return notes.toString(UTF_8);
  }

  List<Duration> waits() {
    return waits;
  }
}
