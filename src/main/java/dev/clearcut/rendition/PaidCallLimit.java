package dev.clearcut.rendition;

import dev.clearcut.backgroundcut.BackgroundCut;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long a paid call counts as running when nobody sees its end. Refuses to start with settings
 * that contradict each other, because they cost money or leave callers waiting in vain.
 */
@ApplicationScoped
@Startup
public class PaidCallLimit {

  private static final String PATIENCE = "clearcut.claims.patience";
  private static final String GRACE = "clearcut.claims.grace";
  private static final String UNSEEN_CALL_LIMIT = "clearcut.claims.unseen-call-limit";
  private static final String DEADLINE = "clearcut.backgroundcut.deadline";
  private static final String TIMEOUT = "dev.clearcut.backgroundcut.VendorCalls/%s/Timeout/value";
  private static final String READ_TIMEOUT = "quarkus.rest-client.backgroundcut.read-timeout";
  private static final String IDLE_TIMEOUT = "quarkus.http.idle-timeout";

  private final Duration countsAsRunning;
  private final Duration initializeCountsAsRunning;

  /**
   * @throws IllegalStateException naming the configuration keys that contradict each other
   */
  PaidCallLimit(
      ClaimsConfig claims,
      BackgroundCut vendor,
      @ConfigProperty(name = READ_TIMEOUT) Optional<Long> readTimeoutMillis,
      @ConfigProperty(name = IDLE_TIMEOUT) Optional<Duration> idleTimeout) {
    Setting process = timeLimit("process", vendor.processTimeLimit());
    Setting initialize = timeLimit("initialize", vendor.initializeTimeLimit());
    notNegative(PATIENCE, claims.patience());
    notNegative(GRACE, claims.grace());
    Setting deadline = new Setting(DEADLINE, vendor.timeForAllCalls());
    for (Setting timeout : List.of(process, initialize)) {
      atMost(
          timeout, deadline, "one call must not take longer than all calls of one piece of work");
      readTimeoutMillis
          .filter(millis -> millis > 0)
          .ifPresent(
              millis ->
                  atMost(
                      timeout,
                      new Setting(READ_TIMEOUT, Duration.ofMillis(millis)),
                      "the HTTP client would give up a paid call before its time limit"));
    }
    atMost(
        new Setting(PATIENCE, claims.patience()),
        deadline,
        "callers would wait for work that is given up already");
    Duration certain = process.value().plus(claims.grace());
    claims
        .unseenCallLimit()
        .ifPresent(
            limit -> {
              positive(UNSEEN_CALL_LIMIT, limit);
              atMost(
                  new Setting(UNSEEN_CALL_LIMIT, limit),
                  new Setting(process.key() + " plus " + GRACE, certain),
                  "it can only shorten what is certain");
            });
    idleTimeout.ifPresent(
        idle ->
            atMost(
                new Setting(PATIENCE, claims.patience()),
                new Setting(IDLE_TIMEOUT, idle),
                "the connection of a caller who waits would be closed"));
    this.countsAsRunning = claims.unseenCallLimit().orElse(certain);
    Duration certainly = initialize.value().plus(claims.grace());
    this.initializeCountsAsRunning =
        claims.unseenCallLimit().filter(l -> l.compareTo(certainly) < 0).orElse(certainly);
  }

  /** From when a {@code process} call was last sent, as long as nobody has seen its end. */
  Duration countsAsRunning() {
    return countsAsRunning;
  }

  /** Likewise of an {@code initialize} call. */
  public Duration initializeCountsAsRunning() {
    return initializeCountsAsRunning;
  }

  private static Setting timeLimit(String call, Optional<Duration> inForce) {
    String key = TIMEOUT.formatted(call);
    return new Setting(
        key,
        inForce.orElseThrow(
            () ->
                new IllegalStateException(
                    key
                        + " must be in force: without it nobody knows when a paid call has"
                        + " ended")));
  }

  private record Setting(String key, Duration value) {

    @Override
    public String toString() {
      return "%s (%s)".formatted(key, value);
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalStateException(key + " must be more than 0, for example PT30S");
    }
  }

  private static void notNegative(String key, Duration value) {
    if (value.isNegative()) {
      throw new IllegalStateException(key + " must be 0 or more, for example PT1M");
    }
  }

  private static void atMost(Setting setting, Setting most, String why) {
    if (setting.value().compareTo(most.value()) > 0) {
      throw new IllegalStateException("%s must be at most %s: %s".formatted(setting, most, why));
    }
  }
}
