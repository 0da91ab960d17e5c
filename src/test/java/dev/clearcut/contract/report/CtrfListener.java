package dev.clearcut.contract.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes the results of a run in the <a href="https://ctrf.io">Common Test Report Format</a>, to
 * the file that {@code contract.ctrf} names. Runs without that setting write none.
 */
public final class CtrfListener implements TestExecutionListener {

  static final String FILE = "contract.ctrf";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Long> started = new ConcurrentHashMap<>();
  private final Queue<Test> tests = new ConcurrentLinkedQueue<>();
  private long start;

  /** A report, as the format has it. */
  record Report(String reportFormat, String specVersion, Results results) {}

  record Results(Tool tool, Summary summary, List<Test> tests) {}

  record Tool(String name) {}

  record Summary(
      long tests,
      long passed,
      long failed,
      long pending,
      long skipped,
      long other,
      long start,
      long stop) {}

  /**
   * A test, or a class that was skipped or failed as a whole.
   *
   * @param duration in milliseconds
   * @param suite its class
   * @param message why it was skipped or failed
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Test(
      String name,
      String status,
      long duration,
      long start,
      long stop,
      List<String> suite,
      String message) {}

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    start = System.currentTimeMillis();
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    started.put(test.getUniqueId(), System.currentTimeMillis());
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    add(test, "skipped", reason);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String message = result.getThrowable().map(Throwable::toString).orElse(null);
    switch (result.getStatus()) {
      case SUCCESSFUL -> {
        if (test.isTest()) {
          add(test, "passed", null);
        }
      }
      case ABORTED -> add(test, "skipped", message);
      case FAILED -> add(test, "failed", message);
    }
  }

  private void add(TestIdentifier test, String status, String message) {
    long stop = System.currentTimeMillis();
    long begun = started.getOrDefault(test.getUniqueId(), stop);
    tests.add(new Test(name(test), status, stop - begun, begun, stop, suite(test), message));
  }

  /** A case of a parametrized test says of itself nothing but the case. */
  private static String name(TestIdentifier test) {
    String shown = test.getDisplayName();
    return test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getMethodName())
        .map(name -> shown.startsWith(name + "(") ? name : "%s (%s)".formatted(name, shown))
        .orElse(shown);
  }

  private static List<String> suite(TestIdentifier test) {
    Optional<TestSource> source = test.getSource();
    return List.of(
        source
            .filter(MethodSource.class::isInstance)
            .map(method -> ((MethodSource) method).getClassName())
            .or(
                () ->
                    source
                        .filter(ClassSource.class::isInstance)
                        .map(type -> ((ClassSource) type).getClassName()))
            .orElseGet(test::getDisplayName));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    plan.getConfigurationParameters().get(FILE).map(Path::of).ifPresent(this::write);
  }

  private void write(Path file) {
    List<Test> sorted =
        tests.stream()
            .sorted(
                Comparator.comparing((Test test) -> test.suite().get(0)).thenComparing(Test::name))
            .toList();
    Summary summary =
        new Summary(
            sorted.size(),
            count("passed"),
            count("failed"),
            0,
            count("skipped"),
            0,
            start,
            System.currentTimeMillis());
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      JSON.writerWithDefaultPrettyPrinter()
          .writeValue(
              file.toFile(),
              new Report("CTRF", "0.0.0", new Results(new Tool("JUnit"), summary, sorted)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long count(String status) {
    return tests.stream().filter(test -> test.status().equals(status)).count();
  }
}
