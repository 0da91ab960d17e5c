package dev.clearcut.mock.exchange;

import dev.clearcut.mock.contract.Incoming;
import dev.clearcut.mock.contract.Violation;
import dev.clearcut.mock.journal.FiredFault;
import dev.clearcut.mock.journal.PartDigest;
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
  private final BiConsumer<Call, Integer> listener;
  private final Set<String> objects = new LinkedHashSet<>();
  private final List<Violation> violations = new ArrayList<>();
  private final List<FiredFault> faults = new ArrayList<>();
  private String operation;
  private String account;
  private Incoming request;
  private String sha256;
  private List<PartDigest> parts = List.of();
  private BigDecimal credits = BigDecimal.ZERO;
  private boolean underWay;
  private boolean closed;
  private boolean clientGone;
  private boolean cut;
  private boolean cancelled;
  private Runnable whenCancelled = () -> {};
  private boolean concluded;

  /**
   * A call that has just arrived.
   *
   * @param listener told of the status that was answered, or null when none was; of a call that
   *     hangs twice, when it begins to and when it is over
   */
  public Call(Arrival arrival, BiConsumer<Call, Integer> listener) {
    this.arrival = arrival;
    this.listener = listener;
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

  /** All of its request is there: it goes on from now on, also when its client goes. */
  public synchronized void begin() {
    underWay = true;
  }

  /** Its work is over: only an answer is missing, which nobody waits for when the client goes. */
  public void end() {
    boolean unanswerable;
    synchronized (this) {
      underWay = false;
      unanswerable = closed;
    }
    if (unanswerable) {
      conclude(null);
    }
  }

  /** Its connection is closed, and nothing will be answered: by its client, if not from here. */
  public void closed() {
    synchronized (this) {
      if (concluded) {
        return;
      }
      closed = true;
      clientGone = !cut;
      if (underWay) {
        return;
      }
    }
    conclude(null);
  }

  /** Whether its client had gone before anything of an answer was sent. */
  public synchronized boolean isClientGone() {
    return clientGone;
  }

  /** Its connection is about to be closed from here. */
  public synchronized void cut() {
    cut = true;
  }

  /** It is not to be done any more, if its work has not begun. */
  public void cancel() {
    Runnable task;
    synchronized (this) {
      cancelled = true;
      underWay = false;
      task = whenCancelled;
    }
    task.run();
  }

  /** What a call that is held does when it is cancelled. */
  public synchronized void whenCancelled(Runnable task) {
    whenCancelled = task;
  }

  /** Nobody wants to know of it any more, and it is not to be done. */
  public void forget() {
    synchronized (this) {
      concluded = true;
    }
    cancel();
  }

  /** Whether it is not to be done any more. */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /** Whether all that will be known of it is known. */
  public synchronized boolean isConcluded() {
    return concluded;
  }

  /** It hangs: its client gets no answer, whatever else becomes of it. */
  public void hang() {
    synchronized (this) {
      if (concluded) {
        return;
      }
    }
    listener.accept(this, null);
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
    listener.accept(this, status);
  }
}
