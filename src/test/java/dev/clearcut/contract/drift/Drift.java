package dev.clearcut.contract.drift;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.snapshot.Snapshot;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The command line of {@code bin/drift}. */
final class Drift {

  static final int NONE = 0;
  static final int FOUND = 1;
  static final int WRONG_USE = 2;

  private static final String USAGE =
      """
      Usage: bin/drift BEFORE AFTER

      Lists what differs between two snapshots of the contract suite, or between the contract and a
      snapshot, one sentence for each difference.

        BEFORE  a snapshot, or the contract (a file that ends in .yaml)
        AFTER   a snapshot

      ./mvnw verify writes target/contract-snapshot.json. Exit status: 0 no drift, 1 drift, 2 wrong use.
      """;

  private Drift() {}

  /** Compares, and says by its exit status whether something differs. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), System.out, System.err));
  }

  static int run(List<String> arguments, PrintStream out, PrintStream errors) {
    if (arguments.equals(List.of("--help")) || arguments.equals(List.of("-h"))) {
      out.print(USAGE);
      return NONE;
    }
    if (arguments.size() != 2) {
      errors.print(USAGE);
      return WRONG_USE;
    }
    for (String file : arguments) {
      if (!Files.isReadable(Path.of(file))) {
        errors.println("There is no file " + file);
        return WRONG_USE;
      }
    }
    try {
      return compare(Path.of(arguments.get(0)), Path.of(arguments.get(1)), out);
    } catch (UncheckedIOException e) {
      errors.println("Not a snapshot: " + e.getCause().getMessage().lines().findFirst().orElse(""));
      return WRONG_USE;
    }
  }

  private static int compare(Path before, Path after, PrintStream out) {
    Snapshot later = Snapshot.read(after);
    Comparison comparison =
        Comparison.of(
            before.toString().endsWith(".yaml")
                ? Expectation.of(Contract.read(before), later)
                : Snapshot.read(before),
            later);
    comparison.differences().forEach(out::println);
    if (!comparison.onlyInOne().isEmpty()) {
      out.printf(
          "Not compared: %d scenarios that ran in only one of the two.%n",
          comparison.onlyInOne().size());
    }
    out.println(
        comparison.differences().isEmpty()
            ? "No drift."
            : "Differences: %d.".formatted(comparison.differences().size()));
    return comparison.differences().isEmpty() ? NONE : FOUND;
  }
}
