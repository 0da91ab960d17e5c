package dev.clearcut.mock.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Which of the calls that a fault matches are hit. */
class ActiveFaultTest {

  @Property
  void withoutDiceTheSkippedPassAndThenEveryNthIsHitUntilTheTimesAreUsedUp(
      @ForAll @IntRange(max = 20) int skip,
      @ForAll @IntRange(min = 1, max = 7) int every,
      @ForAll @IntRange(min = 1, max = 10) int times,
      @ForAll @IntRange(max = 100) int calls) {
    BitSet expected = new BitSet();
    for (int call = skip, hits = 0; call < calls && hits < times; call += every, hits++) {
      expected.set(call);
    }

    assertThat(hits(fault(times, skip, every, null, 0), calls)).isEqualTo(expected);
  }

  @Property
  void withDiceOnlyThoseAreHitThatWouldBeWithoutThem(
      @ForAll @IntRange(max = 20) int skip,
      @ForAll @IntRange(min = 1, max = 7) int every,
      @ForAll @DoubleRange(min = 0.01, max = 1) double probability,
      @ForAll long seed) {
    BitSet unexpected = hits(fault(null, skip, every, probability, seed), 100);

    unexpected.andNot(hits(fault(null, skip, every, null, 0), 100));

    assertThat(unexpected.isEmpty()).isTrue();
  }

  @Property
  void theSameSeedHitsTheSameCalls(
      @ForAll @DoubleRange(min = 0.01, max = 1) double probability,
      @ForAll @IntRange(min = 1, max = 30) int times,
      @ForAll long seed) {
    Fault fault = fault(times, 3, 2, probability, seed);

    assertThat(hits(fault, 100)).isEqualTo(hits(fault, 100));
  }

  @Property
  void noMoreAreHitThanTheTimes(
      @ForAll @DoubleRange(min = 0.01, max = 1) double probability,
      @ForAll @IntRange(min = 1, max = 30) int times,
      @ForAll long seed) {
    assertThat(hits(fault(times, 0, 1, probability, seed), 1000).cardinality())
        .isLessThanOrEqualTo(times);
  }

  /** Six standard deviations: wrong by chance in one of a billion tries. */
  @Property
  void aboutAsManyAreHitAsTheProbabilitySays(
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double probability,
      @ForAll @LongRange(max = 1_000_000) long seed) {
    int calls = 2000;
    double deviation = Math.sqrt(calls * probability * (1 - probability));

    assertThat((double) hits(fault(null, 0, 1, probability, seed), calls).cardinality())
        .isBetween(calls * probability - 6 * deviation, calls * probability + 6 * deviation);
  }

  @Property
  void itKnowsWhatItSawAndHit(
      @ForAll @IntRange(min = 1, max = 10) int times, @ForAll @IntRange(max = 30) int calls) {
    ActiveFault active = new ActiveFault("f1", fault(times, 0, 1, null, 0), null);
    for (int call = 0; call < calls; call++) {
      active.next();
    }

    assertThat(active.matched()).isEqualTo(calls);
    assertThat(active.fired()).isEqualTo(Math.min(calls, times));
    assertThat(active.isSpent()).isEqualTo(calls >= times);
  }

  private static BitSet hits(Fault fault, int calls) {
    ActiveFault active = new ActiveFault("f1", fault, null);
    BitSet hits = new BitSet();
    for (int call = 0; call < calls; call++) {
      hits.set(call, active.next());
    }
    return hits;
  }

  private static Fault fault(Integer times, int skip, int every, Double probability, long seed) {
    return new Fault(
        null,
        null,
        null,
        null,
        503,
        null,
        null,
        null,
        null,
        null,
        null,
        times,
        skip,
        every,
        probability,
        seed,
        null);
  }
}
