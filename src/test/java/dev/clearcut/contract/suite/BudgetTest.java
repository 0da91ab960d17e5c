package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a run may buy is decided before it buys anything. */
class BudgetTest {

  /** A class of the suite. */
  static class One {
    void free() {}

    @Costs("process")
    void cheap() {}

    @Costs(value = "process", autocrops = 1)
    void cropped() {}

    @Costs(value = "process", calls = 2)
    @Costs("initializeAiCut")
    void dear() {}

    @Costs("process")
    @EmulatorOnly("a test")
    void emulator() {}
  }

  /** Another one. */
  static class Other {
    @Costs(value = "processImage", calls = 2)
    void only() {}
  }

  @Test
  void pricesAreThoseOfTheContract() throws NoSuchMethodException {
    assertThat(Budget.price(method(One.class, "free"))).isZero();
    assertThat(Budget.price(method(One.class, "cropped"))).isEqualByComparingTo("1.5");
    assertThat(Budget.price(method(One.class, "dear"))).isEqualByComparingTo("3");
  }

  @Test
  void eachClassHasItsTurnBeforeOneHasTwo() throws NoSuchMethodException {
    Budget budget = plan("3");

    assertThat(budget.refusal(method(One.class, "cheap"))).isEmpty();
    assertThat(budget.refusal(method(Other.class, "only"))).isEmpty();
    assertThat(budget.refusal(method(One.class, "cropped")))
        .hasValueSatisfying(reason -> assertThat(reason).contains("1.5", "contract.max-credits=3"));
    assertThat(budget.sentence())
        .isEqualTo(
            "It will spend 3.0 credits at most (contract.max-credits=3); tests that would cost more"
                + " and are skipped: 2.");
  }

  @Test
  void withoutCreditsOnlyWhatIsFreeRuns() throws NoSuchMethodException {
    Budget budget = plan("0");

    assertThat(budget.refusal(method(One.class, "free"))).isEmpty();
    assertThat(budget.refusal(method(One.class, "cheap"))).isPresent();
  }

  @Test
  void withEnoughCreditsAllRun() throws NoSuchMethodException {
    assertThat(plan("100").refusal(method(One.class, "dear"))).isEmpty();
    assertThat(plan("100").sentence())
        .isEqualTo("It will spend 7.5 credits at most (contract.max-credits=100).");
  }

  private static Budget plan(String most) {
    return Budget.plan(Stream.of(One.class, Other.class), new BigDecimal(most));
  }

  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    return type.getDeclaredMethod(name);
  }
}
