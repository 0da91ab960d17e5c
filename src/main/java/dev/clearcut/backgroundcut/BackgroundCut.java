package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.model.KeyVariant;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The vendor, as the service sees it: the key dialect of BackgroundCut v3 (the pages "Basic",
 * "Custom Background" and "Image Reuse"), blocking, with limits and repeats applied. Every method
 * ends in a result or in a {@link BackgroundCutException}.
 *
 * <p>{@code process} is paid and has no idempotency key: it is repeated only after a failure that
 * says nothing was done. What to do after an ambiguous one is not decided here.
 */
@ApplicationScoped
public class BackgroundCut {

  private static final Predicate<BackgroundCutException> SURELY_NOT_DONE =
      BackgroundCutException::surelyNotDone;
  private static final Predicate<BackgroundCutException> PASSING =
      SURELY_NOT_DONE.or(BackgroundCutException::ambiguous);

  private final VendorCalls calls;
  private final VendorLimits limits;
  private final Retries retries;
  private final FailureMapper failures;
  private final VendorMetrics metrics;
  private final VendorKey key;
  private final BackgroundCutConfig config;
  private final InstantSource clock;

  BackgroundCut(
      VendorCalls calls,
      VendorLimits limits,
      Retries retries,
      FailureMapper failures,
      VendorMetrics metrics,
      VendorKey key,
      BackgroundCutConfig config,
      InstantSource clock) {
    this.calls = calls;
    this.limits = limits;
    this.retries = retries;
    this.failures = failures;
    this.metrics = metrics;
    this.key = key;
    this.config = config;
    this.clock = clock;
  }

  /** The deadline of a piece of work that begins now. */
  public Deadline deadline() {
    return new Deadline(config.deadline(), clock);
  }

  /**
   * Waits before a paid call is made again whose results were looked for in vain, if it may be.
   *
   * @param failures of this piece of work so far
   * @return false, at once, when the work should end with {@code failure} instead
   */
  public boolean again(BackgroundCutException failure, int failures, Deadline deadline) {
    return retries.again(failure, failures, deadline);
  }

  /** Streams {@code photo} into the vendor's space, where it stays for at most 2 hours. Free. */
  public void upload(Path photo, String key, Deadline deadline) {
    call("upload", deadline, PASSING, () -> calls.upload(photo, key));
  }

  /**
   * Removes the background once and writes every variant to its {@code output_key}. Costs credits.
   *
   * @return the output keys, in the order of {@code variants}
   */
  public List<String> process(String inputKey, List<KeyVariant> variants, Deadline deadline) {
    return call("process", deadline, SURELY_NOT_DONE, () -> calls.process(inputKey, variants));
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
