package dev.clearcut.usage;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;

import dev.clearcut.api.model.Outcome;
import dev.clearcut.api.model.Usage;
import dev.clearcut.api.model.UsageLine;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Receiver;
import dev.clearcut.webhook.Webhooks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test lives on a day of its own, so that none finds another's credits. */
@QuarkusTest
class CreditsTest {

  private static final String PROCESS = "process";

  @Inject CreditsRepository repository;
  @Inject EntityManager entities;
  @Inject Webhooks webhooks;

  private final LocalDate day =
      LocalDate.of(2100, 1, 1).plusDays(ThreadLocalRandom.current().nextInt(2_000_000));
  private final String one = UUID.randomUUID().toString();
  private final String other = UUID.randomUUID().toString();
  private Instant now = day.atTime(12, 0).toInstant(ZoneOffset.UTC);
  private Config config;
  private Credits credits;

  private record Config(
      Optional<BigDecimal> dailyBudget, BigDecimal lowBelow, ZoneId zone, Duration balanceRecheck)
      implements CreditsConfig {

    Config(Optional<BigDecimal> dailyBudget, ZoneId zone, Duration balanceRecheck) {
      this(dailyBudget, new BigDecimal("0.5"), zone, balanceRecheck);
    }
  }

  @BeforeEach
  void threeCreditsADay() {
    credits =
        replica(
            new Config(Optional.of(new BigDecimal("3.0")), ZoneOffset.UTC, Duration.ofMinutes(1)));
  }

  private Credits replica(Config config) {
    this.config = config;
    InstantSource clock = () -> now;
    return new Credits(repository, new Balance(config, clock), webhooks, config, clock);
  }

  @Test
  void whatWouldExceedTheBudgetIsRefusedUntilTheNextDay() {
    reserve(one, "2.5");

    refused(other, "1.0")
        .hasMessageContaining("This costs 1.0 credits, and 2.5 of the daily budget of 3.0")
        .satisfies(problem -> assertThat(statusOf(problem)).isEqualTo(402))
        .satisfies(
            problem ->
                assertThat(((HttpProblem) problem).getHeaders())
                    .containsEntry("Retry-After", 43_200L));
  }

  @Test
  void theBudgetMayBeSpentToTheLastCredit() {
    reserve(one, "2.5");
    reserve(other, "0.5");

    assertThat(allowance("0.5").refusal()).isPresent();
  }

  @Test
  void theNextDayHasABudgetOfItsOwn() {
    reserve(one, "3.0");
    now = now.plus(Duration.ofHours(12));

    reserve(other, "3.0");
  }

  @Test
  void theDayBeginsWhereTheOperatorLives() {
    credits =
        replica(
            new Config(Optional.of(new BigDecimal("3.0")), ZoneId.of("Asia/Tokyo"), Duration.ZERO));
    now = day.atTime(14, 59).toInstant(ZoneOffset.UTC);
    reserve(one, "3.0");
    refused(other, "3.0");

    now = now.plus(Duration.ofMinutes(1));

    reserve(other, "3.0");
  }

  @Test
  void whatWasNotChargedIsGivenBack() {
    reserve(one, "3.0");
    run(it -> it.release(List.of(one)));

    reserve(other, "3.0");

    assertThat(report().lines()).extracting(UsageLine::outcome).contains(Outcome.FAILED);
    assertThat(report().totals().spent()).isZero();
  }

  @Test
  void whatWasChargedStaysSpent() {
    reserve(one, "3.0");
    run(it -> it.charged(PROCESS, Map.of(one, BigDecimal.ONE), Outcome.BOUGHT));
    run(it -> it.release(List.of(one)));

    refused(other, "0.5");
    assertThat(report().totals().spent()).isEqualByComparingTo("3.0");
  }

  @Test
  void whatNobodyCanAskForIsBookedAsUncertainAndCountsAsSpent() {
    reserve(one, "3.0");
    run(it -> it.uncertain(List.of(one)));
    run(it -> it.release(List.of(one)));

    refused(other, "0.5");
    assertThat(report().lines()).extracting(UsageLine::outcome).contains(Outcome.UNCONFIRMED);
    assertThat(report().totals().uncertain()).isEqualByComparingTo("3.0");
  }

  @Test
  void aCallWhoseEndIsNotKnownStaysReserved() {
    reserve(one, "3.0");

    refused(other, "0.5");
    assertThat(report().totals().uncertain()).isEqualByComparingTo("3.0");
  }

  @Test
  void whoeverPaysAgainHasLookedSoTheFirstReservationIsGivenUp() {
    reserve(one, "3.0");
    reserve(one, "3.0");
    run(it -> it.charged(PROCESS, Map.of(one, BigDecimal.ONE), Outcome.BOUGHT));

    assertThat(report().lines())
        .extracting(UsageLine::outcome, line -> line.spent().add(line.uncertain()).intValue())
        .containsExactly(tuple(Outcome.BOUGHT, 3), tuple(Outcome.UNCONFIRMED, 3));
  }

  @Test
  void whatIsFoundOnTheNextDayWasSpentOnTheDayOfTheCall() {
    reserve(one, "2.0");
    now = now.plus(Duration.ofDays(1));
    run(it -> it.charged(PROCESS, Map.of(one, BigDecimal.ONE), Outcome.FOUND));

    assertThat(report().lines())
        .extracting(UsageLine::day, UsageLine::outcome)
        .containsExactly(tuple(day, Outcome.FOUND));
    assertThat(report().totals().avoided()).isEqualByComparingTo("2.0");
    assertThat(allowance("3.0").refusal()).isEmpty();
  }

  @Test
  void allThatIsBoughtInOneCallCountsAsOneCall() {
    run(
        it ->
            it.reserve(PROCESS, Map.of(one, new BigDecimal("1.0"), other, new BigDecimal("0.5"))));
    run(
        it ->
            it.charged(
                PROCESS, Map.of(one, BigDecimal.ONE, other, BigDecimal.ONE), Outcome.BOUGHT));

    assertThat(report().lines())
        .singleElement()
        .satisfies(line -> assertThat(line.calls()).isEqualTo(1))
        .satisfies(line -> assertThat(line.spent()).isEqualByComparingTo("1.5"));
  }

  @Test
  void whatWasNeverReservedIsBookedAtItsPrice() {
    run(it -> it.charged(PROCESS, Map.of(one, new BigDecimal("1.0")), Outcome.FOUND));

    assertThat(report().totals().spent()).isEqualByComparingTo("1.0");
    assertThat(allowance("2.5").refusal()).isPresent();
  }

  @Test
  void whatIsReusedIsSavedAndNotSpent() {
    run(it -> it.reused(PROCESS, new BigDecimal("1.5")));

    assertThat(report().totals())
        .satisfies(totals -> assertThat(totals.saved()).isEqualByComparingTo("1.5"))
        .satisfies(totals -> assertThat(totals.spent()).isZero());
    assertThat(allowance("3.0").refusal()).isEmpty();
  }

  @Test
  void aRefusedReservationLeavesNothingBehind() {
    reserve(one, "2.5");
    refused(other, "1.0");

    assertThat(allowance("0.5").refusal()).isEmpty();
    assertThat(report().totals().uncertain()).isEqualByComparingTo("2.5");
  }

  @Test
  void anyNumberOfCallersAtOnceNeverSpendMoreThanTheBudget() {
    List<CompletableFuture<Boolean>> attempts =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> tryToReserve(UUID.randomUUID().toString(), "1.0")))
            .toList();

    assertThat(attempts.stream().filter(CompletableFuture::join)).hasSize(3);
    assertThat(report().totals().uncertain()).isEqualByComparingTo("3.0");
  }

  @Test
  void whateverBecomesOfManyCallsAtOnceTheDaysFiguresAreRightAndWithinTheBudget() {
    List<CompletableFuture<Void>> callers =
        IntStream.range(0, 6)
            .mapToObj(caller -> CompletableFuture.runAsync(() -> payAndReturn(caller)))
            .toList();
    callers.forEach(CompletableFuture::join);

    BigDecimal counted =
        report().lines().stream()
            .filter(line -> line.outcome() == Outcome.BOUGHT || line.outcome() == Outcome.RESERVED)
            .map(line -> line.spent().add(line.uncertain()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(allowance("0.5").committed())
        .isEqualByComparingTo(counted)
        .isLessThanOrEqualTo(new BigDecimal("3.0"));
  }

  /** One of several callers: reserves, reserves again, and has it charged once, else given back. */
  private void payAndReturn(int caller) {
    for (int i = 0; i < 8; i++) {
      String subject = UUID.randomUUID().toString();
      boolean reserved = tryToReserve(subject, "0.5");
      if (i % 2 == 0) {
        tryToReserve(subject, "1.0");
      }
      assertThat(allowance("0.5").committed()).isLessThanOrEqualTo(new BigDecimal("3.0"));
      if (reserved && i == caller) {
        run(it -> it.charged(PROCESS, Map.of(subject, BigDecimal.ONE), Outcome.BOUGHT));
      } else {
        run(it -> it.release(List.of(subject)));
      }
    }
  }

  @Test
  void whoWaitsForAnythingElseDoesNotHoldTheDayOfTheOthers() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CreditsRepository slow =
        new CreditsRepository(entities, () -> now, new SimpleMeterRegistry()) {
          @Override
          List<Reservation> take(Collection<String> subjects) {
            begun.countDown();
            awaitThat(goOn);
            return super.take(subjects);
          }
        };
    Credits slowReplica =
        new Credits(slow, new Balance(config, () -> now), webhooks, config, () -> now);
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(
            () ->
                QuarkusTransaction.requiringNew()
                    .run(() -> slowReplica.reserve(PROCESS, Map.of(one, BigDecimal.ONE))));
    awaitThat(begun);

    reserve(other, "1.0");

    goOn.countDown();
    first.join();
    assertThat(allowance("0.5").committed()).isEqualByComparingTo("2.0");
  }

  private static void awaitThat(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aPriceThatTheVendorRefusedIsNotTriedAgainForAWhileButALowerOneIs() {
    credits.refusedByVendor(new BigDecimal("1.5"));

    refused(one, "1.5").satisfies(problem -> assertThat(statusOf(problem)).isEqualTo(503));
    reserve(other, "1.0");
    now = now.plus(Duration.ofMinutes(1));
    reserve(one, "1.5");
  }

  @Test
  void aSuccessfulCallShowsThatTheAccountWasToppedUp() {
    credits.refusedByVendor(new BigDecimal("1.5"));
    reserve(one, "1.0");
    run(it -> it.charged(PROCESS, Map.of(one, BigDecimal.ONE), Outcome.BOUGHT));

    reserve(other, "1.5");
  }

  @Test
  void withoutABudgetThereIsNoLimit() {
    credits = replica(new Config(Optional.empty(), ZoneOffset.UTC, Duration.ZERO));

    reserve(one, "1000000.0");

    assertThat(allowance("1000000.0").refusal()).isEmpty();
  }

  @Test
  void aNegativeBudgetStopsTheStartWithTheNameOfTheKey() {
    Config negative =
        new Config(Optional.of(new BigDecimal("-1")), ZoneOffset.UTC, Duration.ofMinutes(1));

    assertThatThrownBy(() -> replica(negative))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("clearcut.credits.daily-budget must be 0 or more");
  }

  private void reserve(String subject, String price) {
    run(it -> it.reserve(PROCESS, Map.of(subject, new BigDecimal(price))));
  }

  private boolean tryToReserve(String subject, String price) {
    try {
      reserve(subject, price);
      return true;
    } catch (HttpProblem refused) {
      assertThat(statusOf(refused)).isEqualTo(402);
      return false;
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(String subject, String price) {
    return assertThatThrownBy(() -> reserve(subject, price)).isInstanceOf(HttpProblem.class);
  }

  private static int statusOf(Throwable problem) {
    return ((HttpProblem) problem).getStatusCode();
  }

  private Allowance allowance(String price) {
    return QuarkusTransaction.requiringNew().call(() -> credits.allowance(new BigDecimal(price)));
  }

  private Usage report() {
    UsageReport report = new UsageReport(repository, config, () -> now);
    return QuarkusTransaction.requiringNew().call(() -> report.between(day, day.plusDays(1)));
  }

  private void run(Consumer<Credits> work) {
    QuarkusTransaction.requiringNew().run(() -> work.accept(credits));
  }

  @Test
  void lowCreditsAreToldOnceByWhoeverMakesThemLow() {
    String id =
        Json.at(
            service()
                .contentType(ContentType.JSON)
                .body("{\"url\": \"http://localhost:1/\", \"events\": [\"credits.low\"]}")
                .post("/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .asString(),
            "id");
    try {
      reserve(one, "1.5");
      told(id).body(field("deliveries", empty()));

      reserve(other, "0.5");
      told(id).body(field("deliveries.event", contains("credits.low")));

      reserve(UUID.randomUUID().toString(), "0.5");
      told(id).body(field("deliveries", hasSize(1)));
    } finally {
      Receiver.unsubscribeAll();
    }
  }

  private static ValidatableResponse told(String id) {
    return service().get("/webhooks/{id}/deliveries", id).then();
  }
}
