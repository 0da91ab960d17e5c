package dev.clearcut.testing;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.oneOf;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Sends a request again until it succeeds, as a caller does who is told to. Before each repeat the
 * emulator has ended every paid call that it was sent, however slow the machine is; only then does
 * time pass, by as much as such a call counts as running. So no test depends on how long a call
 * takes.
 */
public final class SettledVendor {

  /** Longer than the time limit of {@link ShorterTimeouts} and the grace together. */
  private static final Duration COUNTS_AS_RUNNING = Duration.ofSeconds(70);

  private final MeterRegistry meters;
  private final VirtualTime time;
  private final String account;
  private final String operation;
  private final long sentBefore;
  private final long endedBefore;

  /**
   * A vendor that has nothing under way.
   *
   * @param account whose calls count
   * @param operation the paid one
   */
  public SettledVendor(MeterRegistry meters, VirtualTime time, String account, String operation) {
    this.meters = meters;
    this.time = time;
    this.account = account;
    this.operation = operation;
    this.sentBefore = sent();
    this.endedBefore = ended();
  }

  /**
   * The answer to the request, once it is none that says to send it again.
   *
   * @param most how many times it is sent at most
   */
  public Response success(int most, Supplier<Response> request) {
    for (int times = 1; ; times++) {
      Response answer = request.get();
      if (answer.statusCode() < 400) {
        return answer;
      }
      answer
          .then()
          .statusCode(oneOf(429, 502, 503, 504))
          .contentType("application/problem+json")
          .body(field("detail", containsString("end the same request again")));
      assertThat(times).as(answer.asString()).isLessThan(most);
      settle();
    }
  }

  /** The emulator has ended every paid call, and none counts as running. */
  public void settle() {
    await().until(() -> ended() - endedBefore == sent() - sentBefore);
    time.pass(COUNTS_AS_RUNNING);
  }

  /** Paid calls that were sent, by the client's own count. */
  private long sent() {
    return meters.find("clearcut.vendor.attempts").tag("operation", operation).timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  /** Paid calls that the emulator has ended, with or without a client. */
  private long ended() {
    Set<Object> hanging = Emulator.hangingFaults();
    return Emulator.journal(account).stream()
        .filter(call -> operation.equals(call.get("operation")))
        .filter(call -> !isHanging(call, hanging))
        .count();
  }

  /** A call that hangs is in the journal before it is over; when it is, its client has gone. */
  private static boolean isHanging(Map<String, Object> call, Set<Object> hanging) {
    return call.get("clientGone").equals(false)
        && ((List<?>) call.get("faults"))
            .stream().anyMatch(fault -> hanging.contains(((Map<?, ?>) fault).get("id")));
  }
}
