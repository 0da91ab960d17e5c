package dev.clearcut.mock.call;

import dev.clearcut.mock.wire.Incoming;
import dev.clearcut.mock.wire.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One call. It collects what becomes known while the call passes through the emulator, on whatever
 * thread. All methods are safe to call from any.
 */
public final class Call {

  /**
   * How a call arrived.
   *
   * @param sequence counts all calls
   * @param at on the emulator's clock
   * @param nanos on the system's timer, to measure with
   * @param path without its secrets
   */
  public record Arrival(long sequence, Instant at, long nanos, String method, String path) {}

  private final Arrival arrival;
  private final BiConsumer<Call, Integer> conclusion;
  private final Set<String> objects = new LinkedHashSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private final List<FiredFault> faults = new ArrayList<>();
  private String operation;
  private String account;
  private Incoming request;
  private String sha256;
  private List<PartDigest> parts = List.of();
  private BigDecimal credits = BigDecimal.ZERO;
  private boolean concluded;

  /**
   * A call that has just arrived.
   *
   * @param conclusion told once of the status that was answered, or null when none was
   */
  public Call(Arrival arrival, BiConsumer<Call, Integer> conclusion) {
    this.arrival = arrival;
    this.conclusion = conclusion;
  }

  /** How it arrived. */
  public Arrival arrival() {
    return arrival;
  }

  /** The request; empty when it is for no operation of the contract, or could not be read. */
  public synchronized Optional<Incoming> request() {
    return Optional.ofNullable(request);
  }

  /** The contract's operation id; empty when there is no such operation. */
  public synchronized Optional<String> operation() {
    return Optional.ofNullable(operation);
  }

  /** It is for this operation of the contract. */
  public synchronized void operation(String id) {
    operation = id;
  }

  /** The request has been read. */
  public synchronized void read(Incoming incoming) {
    request = incoming;
    objects.addAll(ObjectNames.in(incoming));
  }

  /** The name of the account it is on; empty when that is not known. */
  public synchronized Optional<String> account() {
    return Optional.ofNullable(account);
  }

  /** The account is known. */
  public synchronized void account(String name) {
    account = name;
  }

  /** The names of all files that the request or its answer names. */
  public synchronized Set<String> objects() {
    return new LinkedHashSet<>(objects);
  }

  /** More names of files. */
  public synchronized void objects(Collection<String> names) {
    objects.addAll(names);
  }

  /** How the request departs from the contract, what the vendor refuses first. */
  public synchronized List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** The request departs from the contract. */
  public synchronized void violations(List<Violation> found) {
    violations.addAll(found);
  }

  /** The faults that hit it. */
  public synchronized List<FiredFault> faults() {
    return List.copyOf(faults);
  }

  /** A fault hit it. */
  public synchronized void hit(FiredFault fault) {
    faults.add(fault);
  }

  /** What it cost. */
  public synchronized BigDecimal credits() {
    return credits;
  }

  /** It was charged. */
  public synchronized void charge(BigDecimal amount) {
    credits = credits.add(amount);
  }

  /** Digest of a body that is no form; null when there is none, or digests are off. */
  public synchronized String sha256() {
    return sha256;
  }

  /** What is kept of the parts of a form. */
  public synchronized List<PartDigest> parts() {
    return parts;
  }

  /** The digests are known. */
  public synchronized void digests(String ofBody, List<PartDigest> ofParts) {
    sha256 = ofBody;
    parts = List.copyOf(ofParts);
  }

  /**
   * It is over, or as good as over: its answer is about to be sent.
   *
   * @param status of the answer; null when there will be none
   */
  public void conclude(Integer status) {
    synchronized (this) {
      if (concluded) {
        return;
      }
      concluded = true;
    }
    conclusion.accept(this, status);
  }
}
