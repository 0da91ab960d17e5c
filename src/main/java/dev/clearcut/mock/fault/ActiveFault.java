package dev.clearcut.mock.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.clearcut.mock.call.Call;
import dev.clearcut.mock.wire.Glob;
import dev.clearcut.mock.wire.Operation;
import java.time.Instant;

/** A fault that waits for calls. */
@JsonPropertyOrder({"id", "matched", "fired", "expiresAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public final class ActiveFault {

  private static final int NOT_FOUND = 404;

  private final String id;
  private final Fault fault;
  private final Instant expiresAt;
  private final Schedule schedule;

  ActiveFault(String id, Fault fault, Instant expiresAt) {
    this.id = id;
    this.fault = fault;
    this.expiresAt = expiresAt;
    this.schedule = new Schedule(fault);
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
  public long matched() {
    return schedule.seen();
  }

  /** How many calls it hit so far. */
  @JsonProperty
  public long fired() {
    return schedule.hits();
  }

  /** When it is gone; null when it stays. */
  @JsonProperty
  public Instant expiresAt() {
    return expiresAt;
  }

  boolean isExpired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  boolean isSpent() {
    return schedule.spent();
  }

  /** Counts the call when it matches; true when it is hit. */
  boolean hits(Phase phase, Call call) {
    return fault.chosen() == phase && matches(call) && schedule.next();
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
