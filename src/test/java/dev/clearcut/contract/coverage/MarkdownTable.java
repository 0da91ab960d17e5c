package dev.clearcut.contract.coverage;

import dev.clearcut.contract.coverage.Coverage.Row;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table in Markdown. */
final class MarkdownTable extends Table {

  @Override
  String page(String header, String lines, Coverage coverage) {
    return """
    # Contract coverage

    %s

    %s%s
    %s
    """
        .formatted(
            LEGEND,
            header,
            lines,
            coverage.holes().isEmpty()
                ? "Every documented status, and every dialect, was seen."
                : coverage.holes().stream()
                    .map("- Missing: %s"::formatted)
                    .collect(Collectors.joining("\n")));
  }

  @Override
  String header(Coverage coverage) {
    return cells(
            Stream.concat(
                Stream.of("operation", "dialect", "authorization"), coverage.statuses().stream()))
        + "|---".repeat(coverage.statuses().size() + 3)
        + "|\n";
  }

  @Override
  String line(Coverage coverage, Row row) {
    return cells(
        Stream.concat(
            Stream.of("`%s`".formatted(row.operation()), row.dialect(), row.authorization()),
            coverage.statuses().stream().map(status -> text(coverage, row, status))));
  }

  private static String cells(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
