package dev.clearcut.contract.suite;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.coverage.Coverage;
import dev.clearcut.contract.snapshot.Recording;
import dev.clearcut.contract.snapshot.Snapshot;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * One run of the suite, from its plan to its report; it leaves nothing of its own at the vendor.
 */
final class Run implements AutoCloseable {

  private static final String MOST_CREDITS = "6";
  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(Run.class);

  private final Target target;
  private final Optional<Budget> budget;
  private final Path reports;
  private final Recording recording = new Recording();
  private final String id = UUID.randomUUID().toString().substring(0, 8);
  private final Map<String, Vendor> accounts = new ConcurrentHashMap<>();

  private Run(Function<String, Optional<String>> setting) {
    target = Target.of(setting);
    reports = Path.of(setting.apply("contract.reports").orElse("target"));
    budget = target.emulator() ? Optional.empty() : Optional.of(plan(setting));
    System.out.printf(
        "Contract suite: asks %s. %s%n",
        target, budget.map(Budget::sentence).orElse("Its credits cost nothing."));
  }

  private static Budget plan(Function<String, Optional<String>> setting) {
    String most = setting.apply("contract.max-credits").orElse(MOST_CREDITS);
    try {
      return Budget.plan(
          ReflectionSupport.streamAllClassesInPackage(
              Run.class.getPackageName(),
              type -> type.isAnnotationPresent(VendorTest.class),
              name -> true),
          new BigDecimal(most));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "contract.max-credits must be a number, but is " + most, e);
    }
  }

  /** The run that a test belongs to. */
  static Run of(ExtensionContext test) {
    return test.getRoot()
        .getStore(STORE)
        .computeIfAbsent(Run.class, first -> new Run(test::getConfigurationParameter), Run.class);
  }

  Target target() {
    return target;
  }

  Optional<Budget> budget() {
    return budget;
  }

  Recording recording() {
    return recording;
  }

  /** The vendor as one class of tests knows it: with its own account, if accounts cost nothing. */
  Vendor vendor(String testClass, String scenario) {
    Vendor vendor =
        new Vendor(
            target,
            target.apiKey().orElse("contract-%s-%s".formatted(id, testClass)),
            "contract-%s/%s/".formatted(id, testClass),
            Optional.of(new Vendor.Log(recording, scenario)));
    accounts.putIfAbsent(testClass, vendor);
    return vendor;
  }

  /** Deletes what was uploaded, and writes the reports. */
  @Override
  public void close() {
    accounts.values().forEach(Vendor::deleteAll);
    Snapshot snapshot = recording.snapshot();
    snapshot.write(reports.resolve("contract-snapshot.json"));
    Coverage.of(Contract.ours(), snapshot).write(reports);
  }
}
