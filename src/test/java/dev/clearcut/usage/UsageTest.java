package dev.clearcut.usage;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.startsWith;

import dev.clearcut.api.model.Outcome;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report over HTTP, on a day that no other test has. */
@QuarkusTest
class UsageTest {

  @Inject CreditsRepository repository;

  private final LocalDate day =
      LocalDate.of(2100, 1, 1).plusDays(ThreadLocalRandom.current().nextInt(2_000_000));

  @BeforeEach
  void book() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              write("a", Outcome.BOUGHT, "1.0");
              write("a", Outcome.BOUGHT, "0.5");
              write("b", Outcome.REUSED, "1.5");
              write("c", Outcome.FOUND, "1.0");
            });
  }

  private void write(String call, Outcome outcome, String credits) {
    repository.write(call, "process", outcome, day, new BigDecimal(credits));
  }

  @Test
  void isByDayOperationAndOutcomeWithTotals() {
    service()
        .queryParam("from", day.toString())
        .queryParam("to", day.toString())
        .get("/usage")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body(field("from", equalTo(day.toString())))
        .body(field("zone", equalTo("UTC")))
        .body(field("lines.outcome", equalTo(List.of("bought", "found", "reused"))))
        .body(field("lines[0].calls", is(1)))
        .body(field("lines[0].spent", is(1.5)))
        .body(field("totals.spent", is(2.5)))
        .body(field("totals.saved", is(1.5)))
        .body(field("totals.avoided", is(1.0)))
        .body(field("totals.uncertain", is(0)));
  }

  @Test
  void isJsonForWhoeverSaysNothing() {
    service()
        .header("Accept", "")
        .get("/usage")
        .then()
        .statusCode(200)
        .contentType("application/json");
  }

  @Test
  void isCsvForWhoeverAsksForIt() {
    service()
        .accept("text/csv")
        .queryParam("from", day.toString())
        .queryParam("to", day.toString())
        .get("/usage")
        .then()
        .statusCode(200)
        .contentType(startsWith("text/csv"))
        .header("Content-Disposition", containsString("usage-" + day + "-" + day + ".csv"))
        .body(
            equalTo(
                """
                day,operation,outcome,calls,spent,saved,avoided,uncertain
                DAY,process,bought,1,1.5,0,0,0
                DAY,process,found,1,1.0,0,1.0,0
                DAY,process,reused,1,0,1.5,0,0
                """
                    .replace("DAY", day.toString())
                    .replace("\n", "\r\n")));
  }

  @Test
  void isOfTheLast30DaysWhenNoDayIsNamed() {
    service()
        .get("/usage")
        .then()
        .statusCode(200)
        .body(field("from", matchesRegex("\\d{4}-\\d\\d-\\d\\d")))
        .body(field("to", matchesRegex("\\d{4}-\\d\\d-\\d\\d")));
    service()
        .queryParam("to", "2026-11-30")
        .get("/usage")
        .then()
        .body(field("from", equalTo("2026-11-01")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yesterday | 2026-11-21 | from must be a day of the calendar such as 2026-11-21, but is "yesterday".
          2026-11-01 | 2026-02-30 | to must be a day of the calendar
          -99999-01-01 | 2026-11-21 | from must be a day of the calendar
          2026-11-21 | 2026-11-20 | from (2026-11-21) is after to (2026-11-20)
          2025-11-20 | 2026-11-21 | are more than 366 days
          """)
  void wrongDaysAreNamed(String from, String to, String sentence) {
    service()
        .queryParam("from", from)
        .queryParam("to", to)
        .get("/usage")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body(field("detail", containsString(sentence)));
  }

  @Test
  void aProblemIsAProblemEvenForThoseWhoWantCsv() {
    service()
        .accept("text/csv")
        .queryParam("from", "x")
        .get("/usage")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void aYearOf366DaysMayBeAskedFor() {
    service()
        .queryParam("from", "2024-01-01")
        .queryParam("to", "2024-12-31")
        .get("/usage")
        .then()
        .statusCode(200);
  }
}
