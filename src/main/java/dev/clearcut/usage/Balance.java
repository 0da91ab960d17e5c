package dev.clearcut.usage;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What this replica knows of the vendor account's balance: nothing, or that it was less than a
 * price that the vendor refused a short while ago. Whoever pays less is let through.
 */
@ApplicationScoped
class Balance {

  private record Refused(BigDecimal price, Instant until) {}

  private final AtomicReference<Refused> last = new AtomicReference<>();
  private final CreditsConfig config;
  private final InstantSource clock;

  Balance(CreditsConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The vendor said that the credits do not suffice for {@code price}. */
  void refused(BigDecimal price) {
    last.set(new Refused(price, clock.instant().plus(config.balanceRecheck())));
  }

  /** The vendor took {@code price}: whatever it refused before, the account was topped up. */
  void accepted() {
    last.set(null);
  }

  /** How long {@code price} need not be tried; empty when it may be. */
  Optional<Duration> wait(BigDecimal price) {
    Refused refused = last.get();
    if (refused == null || price.compareTo(refused.price) < 0) {
      return Optional.empty();
    }
    Duration left = Duration.between(clock.instant(), refused.until);
    return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
  }
}
