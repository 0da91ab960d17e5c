package dev.clearcut.mock.fault;

import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.clock.Resettable;
import dev.clearcut.mock.contract.Operations;
import dev.clearcut.mock.exchange.Call;
import dev.clearcut.mock.journal.FiredFault;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The faults that there are. Of those that match a call, the oldest that fires is the one. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Faults implements Resettable {

  private static final int NOT_FOUND = 404;

  private final List<ActiveFault> faults = new CopyOnWriteArrayList<>();
  private final AtomicLong ids = new AtomicLong();
  private final EmulatorClock clock;
  private final Operations operations;
  private final int limit;

  Faults(EmulatorClock clock, Operations operations, FaultConfig config) {
    this.clock = clock;
    this.operations = operations;
    this.limit = config.limit();
  }

  /**
   * Adds a fault.
   *
   * @throws IllegalArgumentException with a sentence when it can hit nothing, or there are too many
   */
  public ActiveFault add(Fault fault) {
    checkOperation(fault);
    Instant now = clock.instant();
    faults.removeIf(old -> old.isExpired(now));
    if (faults.size() >= limit) {
      faults.removeIf(ActiveFault::isSpent);
    }
    if (faults.size() >= limit) {
      throw new IllegalArgumentException(
          "There are " + limit + " faults already; delete some of them.");
    }
    ActiveFault active =
        new ActiveFault(
            "f" + ids.incrementAndGet(), fault, fault.ttl() == null ? null : now.plus(fault.ttl()));
    faults.add(active);
    return active;
  }

  private void checkOperation(Fault fault) {
    if (fault.operation().equals(Fault.ANY)) {
      return;
    }
    boolean findsFiles =
        operations
            .byId(fault.operation())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "operation must be * or one of %s, but is \"%s\"."
                            .formatted(String.join(", ", operations.ids()), fault.operation())))
            .failsWith(NOT_FOUND);
    if (fault.effect() == Effect.WRONG_REGION && !findsFiles) {
      throw new IllegalArgumentException(
          "effect wrong-region is for operations that look for a file, which %s does not."
              .formatted(fault.operation()));
    }
  }

  /** All that have not expired, oldest first. */
  public List<ActiveFault> all() {
    Instant now = clock.instant();
    return faults.stream().filter(fault -> !fault.isExpired(now)).toList();
  }

  /** Removes one; false when there is no such fault. */
  public boolean remove(String id) {
    return faults.removeIf(fault -> fault.id().equals(id));
  }

  @Override
  public void reset() {
    faults.clear();
  }

  /** Removes those that are for this one account. */
  @Override
  public void reset(String account) {
    faults.removeIf(fault -> fault.fault().account().equals(account));
  }

  /** The fault that is chosen for a call now, if one hits it. */
  Optional<Fault> strike(Phase phase, Call call) {
    if (faults.isEmpty() || call.request().isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    for (ActiveFault active : faults) {
      if (!active.isExpired(now) && active.hits(phase, call)) {
        Fault fault = active.fault();
        call.hit(new FiredFault(active.id(), fault.phase().name().toLowerCase(Locale.ROOT)));
        return Optional.of(fault);
      }
    }
    return Optional.empty();
  }
}
