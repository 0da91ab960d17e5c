package dev.clearcut.backgroundcut;

import io.smallrye.faulttolerance.api.RateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;

/**
 * The limits that hold over all calls to the vendor together, whatever they ask for: the account
 * has one rate limit, and this process has one supply of threads. They are the limits of one method
 * through which every call goes, because fault tolerance counts for each method. A call that they
 * refuse never reaches the circuit breakers of {@link VendorCalls}, so it neither opens nor closes
 * one.
 */
@ApplicationScoped
class VendorLimits {

  private static final int AT_A_TIME = 100;
  private static final int A_MINUTE = 6000;

  /**
   * Makes one attempt of a call, if there is room for it.
   *
   * @throws org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException when too many are
   *     under way
   * @throws io.smallrye.faulttolerance.api.RateLimitException when there were too many lately
   */
  @RateLimit(value = A_MINUTE, window = 1, windowUnit = ChronoUnit.MINUTES)
  @Bulkhead(AT_A_TIME)
  <T> T allCalls(Supplier<T> attempt) {
    return attempt.get();
  }
}
