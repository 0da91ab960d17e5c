package dev.clearcut.contract.suite;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests their vendor, and skips those that it must not be asked. */
final class Suite implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
    Run run = Run.of(test);
    return refusal(run, test)
        .map(ConditionEvaluationResult::disabled)
        .orElseGet(() -> ConditionEvaluationResult.enabled("The vendor may be asked."));
  }

  private static Optional<String> refusal(Run run, ExtensionContext test) {
    Optional<EmulatorOnly> emulatorOnly =
        test.getElement().map(element -> element.getAnnotation(EmulatorOnly.class));
    if (emulatorOnly.isPresent() && !run.target().emulator()) {
      return Optional.of("Only the emulator is asked: " + emulatorOnly.get().value());
    }
    return run.budget().flatMap(budget -> test.getTestMethod().flatMap(budget::refusal));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Vendor.class;
  }

  @Override
  public Vendor resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return Run.of(test).vendor(className(test), scenario(test));
  }

  @Override
  public void afterTestExecution(ExtensionContext test) {
    Run.of(test).recording().end(scenario(test), test.getExecutionException().isEmpty());
  }

  private static String scenario(ExtensionContext test) {
    String method = test.getRequiredTestMethod().getName();
    String shown = test.getDisplayName();
    return "%s.%s%s"
        .formatted(
            className(test),
            method,
            shown.startsWith(method + "(") ? "" : " (%s)".formatted(shown));
  }

  private static String className(ExtensionContext test) {
    return test.getRequiredTestClass().getSimpleName().replaceFirst("IT$", "");
  }
}
