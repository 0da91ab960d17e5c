package dev.clearcut.backgroundcut;

import io.quarkus.smallrye.faulttolerance.runtime.QuarkusFaultToleranceOperationProvider;
import io.smallrye.faulttolerance.config.FaultToleranceOperation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * The time limits in force for the calls of {@link VendorCalls}: of the annotations, or of the
 * configuration that overrides them.
 */
@ApplicationScoped
class TimeLimits {

  private final QuarkusFaultToleranceOperationProvider operations;

  TimeLimits(QuarkusFaultToleranceOperationProvider operations) {
    this.operations = operations;
  }

  /** Of one attempt; none when it was switched off. */
  Optional<Duration> of(String method) {
    return operations.getOperationCache().values().stream()
        .filter(operation -> operation.getBeanClass().equals(VendorCalls.class))
        .filter(operation -> operation.getMethodDescriptor().name.equals(method))
        .filter(FaultToleranceOperation::hasTimeout)
        .map(FaultToleranceOperation::getTimeout)
        .map(TimeLimits::duration)
        .findFirst();
  }

  private static Duration duration(Timeout timeout) {
    return Duration.of(timeout.value(), timeout.unit());
  }
}
