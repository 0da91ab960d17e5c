package dev.clearcut.contract.suite;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Operation;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Which tests may run for a number of credits: first the cheapest of each class, so that every
 * feature has its turn, then the others, from the cheapest on.
 */
final class Budget {

  private final BigDecimal most;
  private final Set<Method> affordable = new HashSet<>();
  private BigDecimal planned = BigDecimal.ZERO;
  private int skipped;

  private Budget(BigDecimal most) {
    this.most = most;
  }

  /**
   * Plans before anything is bought.
   *
   * @param tests all classes that may run
   * @param most credits to be spent at most
   */
  static Budget plan(Stream<Class<?>> tests, BigDecimal most) {
    Budget budget = new Budget(most);
    List<Method> buying =
        tests
            .filter(type -> !type.isAnnotationPresent(EmulatorOnly.class))
            .flatMap(Budget::buying)
            .sorted(
                Comparator.comparing((Method method) -> price(method))
                    .thenComparing(method -> method.getDeclaringClass().getName())
                    .thenComparing(Method::getName))
            .toList();
    Map<Class<?>, Method> cheapest = new LinkedHashMap<>();
    buying.forEach(method -> cheapest.putIfAbsent(method.getDeclaringClass(), method));
    Stream.concat(cheapest.values().stream(), buying.stream()).distinct().forEach(budget::admit);
    return budget;
  }

  private static Stream<Method> buying(Class<?> type) {
    return ReflectionSupport.streamMethods(
            type, method -> price(method).signum() > 0, HierarchyTraversalMode.TOP_DOWN)
        .filter(method -> !method.isAnnotationPresent(EmulatorOnly.class));
  }

  private void admit(Method method) {
    BigDecimal sum = planned.add(price(method));
    if (sum.compareTo(most) <= 0) {
      planned = sum;
      affordable.add(method);
    } else {
      skipped++;
    }
  }

  /** What a test costs, by the prices of the contract. */
  static BigDecimal price(Method test) {
    return List.of(test.getAnnotationsByType(Costs.class)).stream()
        .map(Budget::priceOf)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal priceOf(Costs costs) {
    Operation operation = Contract.ours().operation(costs.value());
    return operation
        .price()
        .multiply(BigDecimal.valueOf(costs.calls()))
        .add(operation.autocropPrice().multiply(BigDecimal.valueOf(costs.autocrops())));
  }

  /** Why a test may not run; empty when it may. */
  Optional<String> refusal(Method test) {
    BigDecimal price = price(test);
    return price.signum() == 0 || affordable.contains(test)
        ? Optional.empty()
        : Optional.of(
            "It costs %s credits, and with the cheaper tests that is more than contract.max-credits=%s."
                .formatted(price.toPlainString(), most.toPlainString()));
  }

  /** What will be spent, as a sentence. */
  String sentence() {
    return "It will spend %s credits at most (contract.max-credits=%s)%s."
        .formatted(
            planned.toPlainString(),
            most.toPlainString(),
            skipped == 0
                ? ""
                : "; tests that would cost more and are skipped: %d".formatted(skipped));
  }
}
