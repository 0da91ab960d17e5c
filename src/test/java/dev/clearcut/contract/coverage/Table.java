package dev.clearcut.contract.coverage;

import dev.clearcut.contract.coverage.Coverage.Row;
import java.util.stream.Collectors;

/** A coverage as a table in some language of markup. */
abstract class Table {

  /** What a cell says of one status. */
  enum Cell {
    /** Not documented, and not seen. */
    EMPTY,
    /** Seen, and documented. */
    SEEN,
    /** Seen, but not documented. */
    UNDOCUMENTED,
    /** Documented, and not seen in this row; another row may have it. */
    ELSEWHERE,
    /** Documented, and not seen in any row of the operation. */
    HOLE,
    /** Documented for what is only announced. */
    RESERVED
  }

  static final String LEGEND =
      "Numbers are calls. · = documented, seen in another row. reserved = the contract keeps it for"
          + " the day the vendor launches what it has announced.";

  String of(Coverage coverage) {
    return page(
        header(coverage),
        coverage.rows().stream().map(row -> line(coverage, row)).collect(Collectors.joining()),
        coverage);
  }

  abstract String page(String header, String lines, Coverage coverage);

  abstract String header(Coverage coverage);

  abstract String line(Coverage coverage, Row row);

  static Cell cell(Coverage coverage, Row row, String status) {
    boolean documented = row.documented().contains(status);
    if (row.calls().containsKey(status)) {
      return documented ? Cell.SEEN : Cell.UNDOCUMENTED;
    }
    if (!documented) {
      return Cell.EMPTY;
    }
    if (row.isReserved(status)) {
      return Cell.RESERVED;
    }
    return coverage.rows().stream()
            .filter(other -> other.operation().id().equals(row.operation().id()))
            .anyMatch(other -> other.calls().containsKey(status))
        ? Cell.ELSEWHERE
        : Cell.HOLE;
  }

  static String text(Coverage coverage, Row row, String status) {
    switch (cell(coverage, row, status)) {
      case SEEN:
        return row.calls().get(status).toString();
      case UNDOCUMENTED:
        return row.calls().get(status) + " (not documented)";
      case ELSEWHERE:
        return "·";
      case HOLE:
        return "missing";
      case RESERVED:
        return "reserved";
      default:
        return "";
    }
  }
}
