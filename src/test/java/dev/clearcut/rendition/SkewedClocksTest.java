package dev.clearcut.rendition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.DatabaseClock;
import dev.clearcut.cutout.WantedCutouts;
import dev.clearcut.testing.Photos;
import dev.clearcut.usage.Credits;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.work.Engine;
import dev.clearcut.work.WorkConfig;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replicas whose clocks differ by twenty minutes agree on who may pay: by the database's. */
@QuarkusTest
class SkewedClocksTest {

  private static final VariantSpec SPEC = VariantSpec.of(null, null, 10_000, null, null, null);

  @Inject EntityManager entities;
  @Inject WantedCutouts wanted;
  @Inject Renditions renditions;
  @Inject Credits credits;
  @Inject WorkConfig config;
  @Inject Engine engine;
  @Inject RestTask rest;
  @Inject PaidCallLimit limit;
  @Inject LazyCommit lazyCommit;

  @TempDir Path folder;

  private String cutout;
  private String rendition;

  /** A replica on a machine whose clock is wrong. */
  private final class Replica {
    final DatabaseClock clock;
    final Claims claims;

    Replica(Duration wrongBy) {
      clock = new DatabaseClock(entities, InstantSource.offset(InstantSource.system(), wrongBy));
      claims =
          new Claims(
              entities, renditions, credits, config, limit, engine, rest, clock, lazyCommit, clock);
    }

    List<Claim> take() {
      return inTransaction(() -> claims.take(List.of(rendition)));
    }
  }

  @BeforeEach
  void want() throws IOException {
    Path file = Files.write(folder.resolve("photo.jpg"), Photos.unseenCup());
    cutout = wanted.add(file, Map.of("png", SPEC));
    rendition = Rendition.id(cutout, SPEC);
  }

  @ParameterizedTest
  @CsvSource({"PT10M, -PT10M", "-PT10M, PT10M"})
  void whatOneHasClaimedAndSentTheOtherLeavesAlone(Duration one, Duration other) {
    Replica first = new Replica(one);
    Replica second = new Replica(other);
    List<Claim> claimed = first.take();
    inTransaction(
        () -> {
          first.claims.asking(
              cutout, first.clock.instant(), Map.of(claimed.get(0), BigDecimal.ONE));
          return null;
        });

    assertThat(claimed).hasSize(1);
    assertThat(second.take()).isEmpty();
    assertThat(row().mayBeUnderWay(second.clock.instant())).isTrue();
    assertThat(row().unsettledUntil)
        .isBetween(
            Instant.now().plus(limit.countsAsRunning()).minus(Duration.ofMinutes(5)),
            Instant.now().plus(limit.countsAsRunning()).plus(Duration.ofMinutes(5)));
  }

  @ParameterizedTest
  @CsvSource({"PT10M, -PT10M", "-PT10M, PT10M"})
  void whatADeadOneHeldTheOtherTakesOver(Duration one, Duration other) {
    Replica first = new Replica(one);
    Replica second = new Replica(other);
    first.take();
    until(Instant.now().minusSeconds(1));

    assertThat(second.take()).hasSize(1);
    assertThat(first.take()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT10M", "-PT10M"})
  void whoHasOnlyBegunDeletesNothingWhileAPaidCallMayRun(Duration wrongBy) {
    Replica first = new Replica(Duration.ZERO);
    List<Claim> claimed = first.take();
    inTransaction(
        () -> {
          first.claims.asking(
              cutout, first.clock.instant(), Map.of(claimed.get(0), BigDecimal.ONE));
          return null;
        });
    DatabaseClock wrong =
        new DatabaseClock(entities, InstantSource.offset(InstantSource.system(), wrongBy));
    Renditions fresh = new Renditions(entities, config, rest, wrong, wrong);

    assertThatThrownBy(
            () ->
                inTransaction(
                    () -> {
                      fresh.remove(cutout);
                      return null;
                    }))
        .isInstanceOf(HttpProblem.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT10M", "-PT10M"})
  void whoHasOnlyBegunSweepsWhatIsDueAndNothingElse(Duration wrongBy) {
    Replica fresh = new Replica(wrongBy);
    assertThat(due(fresh)).doesNotContain(rendition);
    until(Instant.now().minusSeconds(1));
    assertThat(due(fresh)).contains(rendition);
  }

  private static List<String> due(Replica replica) {
    return inTransaction(() -> replica.claims.due(10_000).stream().map(due -> due.id).toList());
  }

  private void until(Instant end) {
    QuarkusTransaction.requiringNew()
        .run(() -> entities.find(RenditionEntity.class, rendition).claimedUntil = end);
  }

  @Test
  void eachTellsTheDatabasesTime() {
    for (Duration wrongBy : List.of(Duration.ofMinutes(10), Duration.ofMinutes(-10))) {
      Replica replica = new Replica(wrongBy);
      inTransaction(
          () -> {
            replica.clock.measure();
            return null;
          });

      assertThat(Duration.between(Instant.now(), replica.clock.instant()).abs())
          .isLessThan(Duration.ofMinutes(5));
    }
  }

  private static <T> T inTransaction(Supplier<T> work) {
    return QuarkusTransaction.requiringNew().call(work::get);
  }

  private RenditionEntity row() {
    return renditions.rows(List.of(rendition)).get(0);
  }
}
