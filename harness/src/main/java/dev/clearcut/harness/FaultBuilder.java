package dev.clearcut.harness;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which calls a fault hits, and, last, what happens to them: the methods that return a {@link
 * Fault} put it in force. It hits every call that matches unless it is told otherwise.
 *
 * <p>What makes no sense together is refused with an {@link IllegalArgumentException} that says
 * why.
 */
public final class FaultBuilder {

  private final Admin admin;
  private final Map<String, Object> fields = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();

  FaultBuilder(Admin admin, String operation, String account) {
    this.admin = admin;
    fields.put("operation", operation);
    fields.put("account", account);
  }

  /** Hits the next call that matches, and no more. */
  public FaultBuilder once() {
    return times(1);
  }

  /** Hits so many calls. */
  public FaultBuilder times(int calls) {
    return with("times", calls);
  }

  /** Lets so many calls pass first. */
  public FaultBuilder skip(int calls) {
    return with("skip", calls);
  }

  /** Hits the first and then every nth call. */
  public FaultBuilder every(int nth) {
    return with("every", nth);
  }

  /**
   * Hits calls at random.
   *
   * @param probability above 0 and up to 1
   * @param seed the same seed hits the same calls
   */
  public FaultBuilder withProbability(double probability, long seed) {
    return with("probability", probability).with("seed", seed);
  }

  /**
   * Hits only calls that name a matching file.
   *
   * @param pattern for a key, path or {@code unique_filename}; {@code *} stands for any characters
   */
  public FaultBuilder naming(String pattern) {
    return with("object", pattern);
  }

  /** Is gone after this time on the emulator's clock. */
  public FaultBuilder expiringAfter(Duration time) {
    return with("ttl", time.toString());
  }

  /** Strikes before anything is done and paid, which is usual; what is held is done later. */
  public FaultBuilder beforeTheWork() {
    return with("phase", "before");
  }

  /** Strikes when all is done and paid: only the answer is hit. */
  public FaultBuilder afterTheCharge() {
    return with("phase", "after");
  }

  /**
   * The work takes this time. It is charged and its result is there at the end, whether or not the
   * client waits so long; what else the fault does, it does to the answer.
   */
  public FaultBuilder working(Duration time) {
    return with("work", time.toString());
  }

  /** Holds the call for this time before it is hit. */
  public FaultBuilder delayedBy(Duration time) {
    return with("delay", time.toString());
  }

  /** The answer has this header, such as {@code Retry-After}; for {@link #answer(int)}. */
  public FaultBuilder header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** The answer has this status, 400 to 599, and the contract's sentence for it. */
  public Fault answer(int status) {
    return with("status", status).inForce();
  }

  /** The answer has this status and this sentence. */
  public Fault answer(int status, String detail) {
    return with("detail", detail).answer(status);
  }

  /** The answer is right, but comes this much later. */
  public Fault delay(Duration time) {
    return delayedBy(time).inForce();
  }

  /** The answer is right, but the work takes this time and is charged at its end. */
  public Fault work(Duration time) {
    return working(time).inForce();
  }

  /** No answer comes until the client gives up; unless all is done and paid already, it is then. */
  public Fault hang() {
    return transport("hang");
  }

  /** The connection is reset without an answer. */
  public Fault resetConnection() {
    return transport("reset");
  }

  /** The head of the answer and half of its body come, then the connection is closed. */
  public Fault truncate() {
    return transport("truncate");
  }

  /** The answer is whole, but its body takes this time, in small pieces. */
  public Fault drip(Duration time) {
    return delayedBy(time).transport("drip");
  }

  /** The files that the call names are deleted. */
  public Fault loseFile() {
    return effect("lose-file");
  }

  /** The call is answered with 404, as if it had reached a server that does not have the file. */
  public Fault wrongRegion() {
    return effect("wrong-region");
  }

  private Fault transport(String what) {
    return with("transport", what).inForce();
  }

  private Fault effect(String what) {
    return with("effect", what).inForce();
  }

  private FaultBuilder with(String field, Object value) {
    fields.put(field, value);
    return this;
  }

  private Fault inForce() {
    if (!headers.isEmpty()) {
      fields.put("headers", headers);
    }
    return new Fault(admin, admin.send("POST", "/mock/faults", fields).path("id").asText());
  }
}
