package dev.clearcut.mock.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.clearcut.mock.contract.Glob;
import dev.clearcut.mock.contract.Operation;
import dev.clearcut.mock.exchange.Call;
import java.time.Instant;
import java.util.Random;

/**
 * A fault that waits for calls, and which of those that it matches are hit. The same fault, given
 * the same number of calls, hits the same ones.
 */
@JsonPropertyOrder({"id", "matched", "fired", "expiresAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ActiveFault {

  private static final int NOT_FOUND = 404;

  private final String id;
  private final Fault fault;
  private final Instant expiresAt;
  private final Random dice;
  private long matched;
  private long fired;

  ActiveFault(String id, Fault fault, Instant expiresAt) {
    this.id = id;
    this.fault = fault;
    this.expiresAt = expiresAt;
    this.dice = new Random(fault.seed());
  }

  /** Its name, which the journal uses too. */
  @JsonProperty
  public String id() {
    return id;
  }

  /** What it does. */
  @JsonUnwrapped
  public Fault fault() {
    return fault;
  }

  /** How many calls it matched so far. */
  @JsonProperty
  public synchronized long matched() {
    return matched;
  }

  /** How many calls it hit so far. */
  @JsonProperty
  public synchronized long fired() {
    return fired;
  }

  /** When it is gone; null when it stays. */
  @JsonProperty
  public Instant expiresAt() {
    return expiresAt;
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** Whether no call will be hit any more. */
  synchronized boolean isSpent() {
    return fault.times() != null && fired >= fault.times();
  }

  /** Counts the call when it matches; true when it is hit. */
  boolean hits(Phase phase, Call call) {
    return fault.chosen() == phase && matches(call) && next();
  }

  /** Counts a call that matches; true when it is hit. */
  synchronized boolean next() {
    long place = matched++ - fault.skip();
    boolean turn = place >= 0 && place % fault.every() == 0;
    boolean hit = turn && !isSpent() && dice.nextDouble() < fault.probability();
    if (hit) {
      fired++;
    }
    return hit;
  }

  private boolean matches(Call call) {
    return matches(call.request().orElseThrow().operation())
        && Glob.matches(fault.account(), call.account().orElse(""))
        && (fault.object() == null
            || call.objects().stream().anyMatch(name -> Glob.matches(fault.object(), name)));
  }

  private boolean matches(Operation operation) {
    return (fault.operation().equals(Fault.ANY) || fault.operation().equals(operation.id()))
        && (fault.effect() != Effect.WRONG_REGION || operation.failsWith(NOT_FOUND));
  }
}
