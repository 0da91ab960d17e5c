package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.model.KeyVariant;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The vendor, as the service sees it: the key dialect of BackgroundCut v3 (the pages "Basic",
 * "Custom Background" and "Image Reuse"), blocking, with limits and repeats applied. Every method
 * ends in a result or in a {@link BackgroundCutException}.
 *
 * <p>{@code process} is paid and has no idempotency key: it alone is never repeated here.
 */
@ApplicationScoped
public class BackgroundCut {

  private static final Predicate<BackgroundCutException> NEVER = failure -> false;
  private static final Predicate<BackgroundCutException> PASSING =
      failure -> failure.surelyNotDone() || failure.ambiguous();

  private final VendorCalls calls;
  private final VendorLimits limits;
  private final Retries retries;
  private final FailureMapper failures;
  private final VendorMetrics metrics;
  private final VendorKey key;
  private final BackgroundCutConfig config;
  private final TimeLimits timeLimits;
  private final InstantSource clock;

  BackgroundCut(
      VendorCalls calls,
      VendorLimits limits,
      Retries retries,
      FailureMapper failures,
      VendorMetrics metrics,
      VendorKey key,
      BackgroundCutConfig config,
      TimeLimits timeLimits,
      InstantSource clock) {
    this.calls = calls;
    this.limits = limits;
    this.retries = retries;
    this.failures = failures;
    this.metrics = metrics;
    this.key = key;
    this.config = config;
    this.timeLimits = timeLimits;
    this.clock = clock;
  }

  /** The deadline of a piece of work that begins now. */
  public Deadline deadline() {
    return new Deadline(config.deadline(), clock);
  }

  /**
   * How long one {@code process} call may take before its end is no longer waited for; empty when
   * no limit is in force.
   */
  public Optional<Duration> processTimeLimit() {
    return timeLimits.of("process");
  }

  /** The time that all calls of one piece of work have together. */
  public Duration timeForAllCalls() {
    return config.deadline();
  }

  /**
   * Waits before a paid call is sent again, if it may be.
   *
   * @param failures of this piece of work so far
   * @return false, at once, when the work should end with {@code failure} instead
   */
  public boolean again(BackgroundCutException failure, int failures, Deadline deadline) {
    return retries.again(failure, failures, deadline);
  }

  /** How often a call may be sent again after the first time. */
  public int mostRepeats() {
    return retries.most();
  }

  /** Streams {@code photo} into the vendor's space, where it stays for at most 2 hours. Free. */
  public void upload(Path photo, String key, Deadline deadline) {
    call("upload", deadline, PASSING, () -> calls.upload(photo, key));
  }

  /**
   * Removes the background once and writes every variant to its {@code output_key}. Costs credits,
   * so it is sent once; whether it is sent again is for the caller to decide, who can look for its
   * results and ask {@link #again}.
   *
   * @param beforeSending runs right before the call is sent, and not at all when a limit of ours
   *     refuses it; what it throws comes out of this method, and then nothing is sent
   * @return the output keys, in the order of {@code variants}
   */
  public List<String> process(
      String inputKey, List<KeyVariant> variants, Deadline deadline, Runnable beforeSending) {
    return call("process", deadline, NEVER, () -> calls.process(inputKey, variants, beforeSending));
  }

  /**
   * Mints an unauthenticated URL for a file in the space; it expires within 2 hours. Free. A file
   * is on one of the vendor's regional servers only, so one "not there" is not believed.
   *
   * @throws NotThere when there is no such file, after having asked twice
   */
  public URI publicUrl(String key, Deadline deadline) {
    try {
      return askForUrl(key, deadline);
    } catch (NotThere maybeElsewhere) {
      return askForUrl(key, deadline);
    }
  }

  private URI askForUrl(String key, Deadline deadline) {
    return call("getPublicUrl", deadline, PASSING, () -> calls.publicUrl(key));
  }

  /**
   * Streams what {@code url} serves into a new temporary file, which the caller deletes. No key
   * goes out.
   */
  public Path download(URI url, Deadline deadline) {
    return repeated("getPublicFile", deadline, PASSING, () -> calls.download(url));
  }

  /** Deletes all files of the space whose whole key matches {@code pattern}. Free. */
  public void delete(String pattern) {
    call("deleteFiles", deadline(), PASSING, () -> calls.delete(pattern));
  }

  private void call(
      String operation,
      Deadline deadline,
      Predicate<BackgroundCutException> repeatable,
      Runnable attempt) {
    call(
        operation,
        deadline,
        repeatable,
        () -> {
          attempt.run();
          return operation;
        });
  }

  private <T> T call(
      String operation,
      Deadline deadline,
      Predicate<BackgroundCutException> repeatable,
      Supplier<T> attempt) {
    return repeated(operation, deadline, repeatable, () -> keyNoted(attempt));
  }

  private <T> T repeated(
      String operation,
      Deadline deadline,
      Predicate<BackgroundCutException> repeatable,
      Supplier<T> attempt) {
    return metrics.call(
        operation, () -> retries.call(deadline, repeatable, () -> mapped(operation, attempt)));
  }

  private <T> T mapped(String operation, Supplier<T> attempt) {
    try {
      return limits.allCalls(attempt);
    } catch (RuntimeException e) {
      throw failures.map(operation, e);
    }
  }

  private <T> T keyNoted(Supplier<T> attempt) {
    try {
      T result = attempt.get();
      key.accepted();
      return result;
    } catch (BackgroundCutException answer) {
      key.answered(answer);
      throw answer;
    }
  }
}
