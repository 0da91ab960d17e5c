package dev.clearcut.usage;

import static java.math.BigDecimal.ZERO;
import static java.util.Comparator.comparing;

import dev.clearcut.api.model.Usage;
import dev.clearcut.api.model.UsageLine;
import dev.clearcut.api.model.UsageTotals;
import dev.clearcut.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Adds up what was booked. */
@ApplicationScoped
class UsageReport {

  private static final int LONGEST = 366;
  private static final int USUAL = 30;

  private final CreditsRepository repository;
  private final CreditsConfig config;
  private final InstantSource clock;

  UsageReport(CreditsRepository repository, CreditsConfig config, InstantSource clock) {
    this.repository = repository;
    this.config = config;
    this.clock = clock;
  }

  /**
   * The usage from one day to another, both included; the last 30 days when both are left out.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the field that is wrong
   */
  @Transactional
  Usage between(LocalDate from, LocalDate to) {
    LocalDate last = to == null ? LocalDate.ofInstant(clock.instant(), config.zone()) : to;
    LocalDate first = from == null ? last.minusDays(USUAL - 1L) : from;
    if (first.isAfter(last)) {
      throw Problems.INVALID_REQUEST.with(
          "from (%s) is after to (%s): swap them.".formatted(first, last));
    }
    if (first.plusDays(LONGEST).compareTo(last) <= 0) {
      throw Problems.INVALID_REQUEST.with(
          "from %s to %s are more than %d days. Ask for a shorter time, several times if need be."
              .formatted(first, last, LONGEST));
    }
    List<UsageLine> lines =
        Stream.of(repository.booked(first, last), repository.reserved(first, last))
            .flatMap(List::stream)
            .map(UsageReport::line)
            .sorted(
                comparing(UsageLine::day)
                    .thenComparing(UsageLine::operation)
                    .thenComparing(UsageLine::outcome))
            .toList();
    return new Usage(first, last, config.zone().getId(), lines, totals(lines));
  }

  private static UsageLine line(UsageSum sum) {
    BigDecimal credits = sum.credits();
    return switch (sum.outcome()) {
      case BOUGHT -> line(sum, credits, ZERO, ZERO, ZERO);
      case FOUND -> line(sum, credits, ZERO, credits, ZERO);
      case REUSED -> line(sum, ZERO, credits, ZERO, ZERO);
      case FAILED -> line(sum, ZERO, ZERO, ZERO, ZERO);
      case UNCONFIRMED, RESERVED -> line(sum, ZERO, ZERO, ZERO, credits);
    };
  }

  private static UsageLine line(
      UsageSum sum, BigDecimal spent, BigDecimal saved, BigDecimal avoided, BigDecimal uncertain) {
    return new UsageLine(
        sum.day(), sum.operation(), sum.outcome(), sum.calls(), spent, saved, avoided, uncertain);
  }

  private static UsageTotals totals(List<UsageLine> lines) {
    return new UsageTotals(
        sum(lines, UsageLine::spent),
        sum(lines, UsageLine::saved),
        sum(lines, UsageLine::avoided),
        sum(lines, UsageLine::uncertain));
  }

  private static BigDecimal sum(List<UsageLine> lines, Function<UsageLine, BigDecimal> credits) {
    return lines.stream().map(credits).reduce(ZERO, BigDecimal::add);
  }
}
