package dev.clearcut.contract.coverage;

import dev.clearcut.contract.coverage.Coverage.Row;
import java.util.Locale;
import java.util.stream.Collectors;

/** The table as a page that needs nothing else. */
final class HtmlTable extends Table {

  @Override
  String page(String header, String lines, Coverage coverage) {
    return """
    <!doctype html>
    <html lang="en">
    <meta charset="utf-8">
    <title>Contract coverage</title>
    <style>
      body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; background: #fff }
      table { border-collapse: collapse }
      th, td { border: 1px solid #ccc; padding: .25rem .6rem; text-align: left }
      thead th { position: sticky; top: 0; background: #f2f2f2 }
      .seen { background: #dff3e0 } .hole, .undocumented { background: #ffd9d6; font-weight: 600 }
      .elsewhere, .reserved { color: #666 }
    </style>
    <h1>Contract coverage</h1>
    <p>%s</p>
    <table>
    <thead>%s</thead>
    <tbody>
    %s</tbody>
    </table>
    <ul>%s</ul>
    </html>
    """
        .formatted(
            LEGEND,
            header,
            lines,
            coverage.holes().isEmpty()
                ? "<li>Every documented status, and every dialect, was seen."
                : coverage.holes().stream()
                    .map(hole -> "<li>Missing: " + escape(hole))
                    .collect(Collectors.joining()));
  }

  @Override
  String header(Coverage coverage) {
    return "<tr><th>operation<th>dialect<th>authorization"
        + coverage.statuses().stream().map("<th>%s"::formatted).collect(Collectors.joining());
  }

  @Override
  String line(Coverage coverage, Row row) {
    return "<tr><th><code>%s</code><td>%s<td>%s%s%n"
        .formatted(
            escape(row.operation().id()),
            escape(row.dialect()),
            escape(row.authorization()),
            coverage.statuses().stream()
                .map(status -> cellOf(coverage, row, status))
                .collect(Collectors.joining()));
  }

  private static String cellOf(Coverage coverage, Row row, String status) {
    return "<td class=\"%s\">%s"
        .formatted(
            cell(coverage, row, status).name().toLowerCase(Locale.ROOT),
            escape(text(coverage, row, status)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
