package dev.clearcut.usage;

import static java.math.BigDecimal.ZERO;

import dev.clearcut.api.model.CreditsData;
import dev.clearcut.api.model.EventType;
import dev.clearcut.api.model.LowReason;
import dev.clearcut.api.model.Outcome;
import dev.clearcut.problem.Problems;
import dev.clearcut.webhook.Webhooks;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Sets credits aside before a paid call, and books them when it is known what became of it. Takes
 * part in the transaction of the caller, so that what is recorded as paid and what is booked never
 * differ. A subject is what is paid for, for example a rendition.
 */
@ApplicationScoped
@Startup
public class Credits {

  private static final String OUT_OF_CREDITS =
      "The vendor said a short while ago that its account is out of credits. Tell the operator to"
          + " top it up. The photo is kept: send the same request again later.";

  private final CreditsRepository repository;
  private final Balance balance;
  private final Webhooks webhooks;
  private final CreditsConfig config;
  private final InstantSource clock;

  /**
   * @throws IllegalStateException naming the configuration key that is wrong
   */
  Credits(
      CreditsRepository repository,
      Balance balance,
      Webhooks webhooks,
      CreditsConfig config,
      InstantSource clock) {
    this.repository = repository;
    this.balance = balance;
    this.webhooks = webhooks;
    this.config = config;
    this.clock = clock;
    if (config.dailyBudget().filter(budget -> budget.signum() < 0).isPresent()) {
      throw new IllegalStateException(
          "clearcut.credits.daily-budget must be 0 or more; leave it out for no limit");
    }
    if (config.lowBelow().signum() < 0 || config.lowBelow().compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalStateException(
          "clearcut.credits.low-below is a part of the daily budget: it must be from 0 to 1");
    }
    if (config.balanceRecheck().isNegative()) {
      throw new IllegalStateException(
          "clearcut.credits.balance-recheck must be 0 or more, for example PT1M");
    }
  }

  /**
   * Refuses what {@link #reserve} would refuse, before anything is prepared for it.
   *
   * @throws HttpProblem likewise
   */
  @Transactional
  public void require(BigDecimal price) {
    checkBalance(price);
    if (config.dailyBudget().isPresent()) {
      checkBudget(price, repository.committed(today()));
    }
  }

  /**
   * Sets aside the price of each subject of one call. What was set aside for the same subject
   * before is given up: whoever pays again has looked, and found nothing. Locks the row of the day,
   * which all replicas share, as the last thing: call this last in a transaction, so that nobody
   * waits for more than its commit.
   *
   * @throws HttpProblem 402 when the daily budget does not allow it, 503 when the vendor refused as
   *     much a short while ago
   */
  @Transactional
  public void reserve(String operation, Map<String, BigDecimal> prices) {
    BigDecimal price = sum(prices.values());
    checkBalance(price);
    LocalDate today = today();
    List<Reservation> given = bookAsUnconfirmed(prices.keySet());
    String call = UUID.randomUUID().toString();
    prices.forEach(
        (subject, credits) -> repository.reserve(subject, call, operation, today, credits));
    BigDecimal back = setAside(given, today);
    if (!repository.commit(today, price.subtract(back), config.dailyBudget())) {
      throw overBudget(price, repository.committed(today).subtract(back));
    }
    config.dailyBudget().ifPresent(budget -> tellWhenLow(today, budget));
  }

  /** Once a day, by whoever has set aside what made it low. */
  private void tellWhenLow(LocalDate today, BigDecimal budget) {
    BigDecimal committed = repository.committed(today);
    if (budget.subtract(committed).compareTo(budget.multiply(config.lowBelow())) < 0) {
      webhooks.tell(
          EventType.CREDITS_LOW,
          "budget/" + today,
          () -> new CreditsData(LowReason.BUDGET, budget, committed, resetsAt(), null));
    }
  }

  /**
   * Books what the vendor charged: for each subject what was set aside for it or, if nothing was,
   * the price given here.
   *
   * @param outcome {@link Outcome#BOUGHT} or {@link Outcome#FOUND}
   * @return the credits of each subject
   */
  @Transactional
  public Map<String, BigDecimal> charged(
      String operation, Map<String, BigDecimal> prices, Outcome outcome) {
    Map<String, BigDecimal> booked = new LinkedHashMap<>();
    for (Reservation reserved : repository.take(prices.keySet())) {
      repository.write(
          reserved.callId, reserved.operation, outcome, reserved.day, reserved.credits);
      booked.put(reserved.subject, reserved.credits);
    }
    String call = UUID.randomUUID().toString();
    LocalDate today = today();
    List<BigDecimal> more = new ArrayList<>();
    prices.forEach(
        (subject, credits) -> {
          if (booked.putIfAbsent(subject, credits) == null && credits.signum() > 0) {
            repository.write(call, operation, outcome, today, credits);
            more.add(credits);
          }
        });
    change(today, sum(more));
    if (outcome == Outcome.BOUGHT) {
      balance.accepted();
    }
    return booked;
  }

  /**
   * Books what is set aside for the subjects as spent, although it is not known whether the vendor
   * charged it.
   *
   * @return the calls, for {@link #confirmed}
   */
  @Transactional
  public List<String> uncertain(Collection<String> subjects) {
    return bookAsUnconfirmed(subjects).stream().map(taken -> taken.callId).distinct().toList();
  }

  /** Books a call that was uncertain as bought: it has turned out that the vendor charged it. */
  @Transactional
  public void confirmed(String call) {
    repository.confirm(call);
  }

  private List<Reservation> bookAsUnconfirmed(Collection<String> subjects) {
    List<Reservation> taken = repository.take(subjects);
    for (Reservation reserved : taken) {
      repository.write(
          reserved.callId, reserved.operation, Outcome.UNCONFIRMED, reserved.day, reserved.credits);
    }
    return taken;
  }

  /** Gives back what is set aside for the subjects: nothing was charged for sure. */
  @Transactional
  public void release(Collection<String> subjects) {
    List<Reservation> given = repository.take(subjects);
    for (Reservation reserved : given) {
      repository.write(reserved.callId, reserved.operation, Outcome.FAILED, reserved.day, ZERO);
    }
    LocalDate today = today();
    change(today, setAside(given, today).negate());
  }

  /** Notes that a request needed less, or nothing, of the vendor, because so much was here. */
  @Transactional
  public void reused(String operation, BigDecimal saved) {
    if (saved.signum() > 0) {
      repository.write(UUID.randomUUID().toString(), operation, Outcome.REUSED, today(), saved);
    }
  }

  /** The vendor said that the account's credits do not suffice for {@code price}. */
  @Transactional
  public void refusedByVendor(BigDecimal price) {
    balance.refused(price);
    webhooks.tell(
        EventType.CREDITS_LOW,
        "vendor/" + today(),
        () -> new CreditsData(LowReason.VENDOR, null, null, null, price));
  }

  /** Whether {@code price} might be spent now; sets nothing aside. */
  @Transactional
  public Allowance allowance(BigDecimal price) {
    BigDecimal committed = repository.committed(today());
    Optional<String> refusal =
        price.signum() == 0
            ? Optional.empty()
            : balance
                .wait(price)
                .map(wait -> OUT_OF_CREDITS)
                .or(
                    () ->
                        exceedsBudget(committed.add(price))
                            ? Optional.of(overBudgetSentence(price, committed))
                            : Optional.empty());
    return new Allowance(config.dailyBudget(), committed, resetsAt(), refusal);
  }

  private boolean exceedsBudget(BigDecimal credits) {
    return config.dailyBudget().filter(budget -> credits.compareTo(budget) > 0).isPresent();
  }

  /** What of these counts for the budget of a day; budgets of days gone by are of no interest. */
  private static BigDecimal setAside(List<Reservation> reservations, LocalDate day) {
    return sum(
        reservations.stream().filter(each -> each.day.equals(day)).map(r -> r.credits).toList());
  }

  /** What is spent is spent, and what is given back is given back, whatever the budget says. */
  private void change(LocalDate day, BigDecimal credits) {
    if (credits.signum() != 0) {
      repository.commit(day, credits, Optional.empty());
    }
  }

  private void checkBalance(BigDecimal price) {
    balance
        .wait(price)
        .ifPresent(
            wait -> {
              throw Problems.INSUFFICIENT_CREDITS.with(OUT_OF_CREDITS, wait);
            });
  }

  private void checkBudget(BigDecimal price, BigDecimal committed) {
    if (exceedsBudget(committed.add(price))) {
      throw overBudget(price, committed);
    }
  }

  private HttpProblem overBudget(BigDecimal price, BigDecimal committed) {
    return Problems.BUDGET_EXHAUSTED.with(
        overBudgetSentence(price, committed), Duration.between(clock.instant(), resetsAt()));
  }

  private String overBudgetSentence(BigDecimal price, BigDecimal committed) {
    return ("This costs %s credits, and %s of the daily budget of %s are spent or set aside. Ask"
            + " for less, or come back after %s; what is here already stays available.")
        .formatted(price, committed, config.dailyBudget().orElseThrow(), resetsAt());
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), config.zone());
  }

  private Instant resetsAt() {
    return today().plusDays(1).atStartOfDay(config.zone()).toInstant();
  }

  private static BigDecimal sum(Collection<BigDecimal> credits) {
    return credits.stream().reduce(ZERO, BigDecimal::add);
  }
}
