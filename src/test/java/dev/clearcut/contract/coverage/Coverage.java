package dev.clearcut.contract.coverage;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Dialect;
import dev.clearcut.contract.Operation;
import dev.clearcut.contract.snapshot.Snapshot;
import dev.clearcut.contract.snapshot.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was sent and answered, against what the contract documents.
 *
 * @param statuses the columns: all that are documented or were seen
 * @param rows in the order of the contract
 * @param holes documented, but not seen; each a sentence
 */
public record Coverage(List<String> statuses, List<Row> rows, List<String> holes) {

  /** What the contract keeps for the day on which an announced operation is launched. */
  static final String RESERVED = "200";

  /**
   * The calls of one operation in one dialect with one authorization.
   *
   * @param documented the statuses of the operation
   * @param calls how many were answered so, by status
   */
  record Row(
      Operation operation,
      String dialect,
      String authorization,
      Set<String> documented,
      Map<String, Long> calls) {

    boolean isReserved(String status) {
      return operation.announced() && status.equals(RESERVED);
    }
  }

  /** What a run has covered. */
  public static Coverage of(Contract contract, Snapshot snapshot) {
    List<Step> steps = snapshot.steps().toList();
    List<Operation> operations = contract.operations();
    return new Coverage(
        Stream.concat(
                operations.stream().flatMap(operation -> operation.sentences().keySet().stream()),
                steps.stream().map(Coverage::status))
            .distinct()
            .sorted()
            .toList(),
        operations.stream().flatMap(operation -> rows(operation, steps)).toList(),
        operations.stream().flatMap(operation -> holes(operation, steps)).toList());
  }

  private static Stream<Row> rows(Operation operation, List<Step> steps) {
    Map<String, Map<String, Map<String, Long>>> calls =
        steps.stream()
            .filter(step -> step.operation().equals(operation.id()))
            .collect(
                Collectors.groupingBy(
                    Step::dialect,
                    TreeMap::new,
                    Collectors.groupingBy(
                        Step::authorization,
                        TreeMap::new,
                        Collectors.groupingBy(
                            Coverage::status, TreeMap::new, Collectors.counting()))));
    operation
        .dialects()
        .forEach(
            dialect ->
                calls.computeIfAbsent(
                    dialect.label(), none -> new TreeMap<>(Map.of("never called", Map.of()))));
    List<Row> rows = new ArrayList<>();
    calls.forEach(
        (dialect, byAuthorization) ->
            byAuthorization.forEach(
                (authorization, byStatus) ->
                    rows.add(
                        new Row(
                            operation,
                            dialect,
                            authorization,
                            new TreeSet<>(operation.sentences().keySet()),
                            byStatus))));
    return rows.stream();
  }

  private static Stream<String> holes(Operation operation, List<Step> steps) {
    Stream<String> statuses =
        operation.sentences().keySet().stream()
            .filter(status -> !(operation.announced() && status.equals(RESERVED)))
            .filter(status -> none(operation, steps, step -> status(step).equals(status)))
            .map(
                "%s: the documented status %%s was never answered".formatted(operation)::formatted);
    Stream<String> dialects =
        operation.dialects().stream()
            .filter(dialect -> !operation.announced())
            .map(Dialect::label)
            .filter(
                label ->
                    none(
                        operation,
                        steps,
                        step -> step.dialect().equals(label) && step.status() / 100 == 2))
            .map("%s: no call in the %%s dialect succeeded".formatted(operation)::formatted);
    return Stream.concat(statuses, dialects);
  }

  private static boolean none(Operation operation, List<Step> steps, Predicate<Step> condition) {
    return steps.stream()
        .filter(step -> step.operation().equals(operation.id()))
        .noneMatch(condition);
  }

  private static String status(Step step) {
    return String.valueOf(step.status());
  }

  /** Writes {@code contract-coverage.md} and {@code contract-coverage.html}. */
  public void write(Path folder) {
    try {
      Files.writeString(folder.resolve("contract-coverage.md"), new MarkdownTable().of(this));
      Files.writeString(folder.resolve("contract-coverage.html"), new HtmlTable().of(this));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
