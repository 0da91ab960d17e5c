package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.model.KeyVariant;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * The vendor, as the service sees it: the key dialect of BackgroundCut v3 (the pages "Basic",
 * "Custom Background" and "Image Reuse"), blocking, with retries and time limits applied. Every
 * method ends in a result or in a {@link BackgroundCutException}.
 */
@ApplicationScoped
public class BackgroundCut {

  private final VendorCalls calls;
  private final FailureMapper failures;
  private final VendorMetrics metrics;
  private final VendorKey key;

  BackgroundCut(VendorCalls calls, FailureMapper failures, VendorMetrics metrics, VendorKey key) {
    this.calls = calls;
    this.failures = failures;
    this.metrics = metrics;
    this.key = key;
  }

  /** Streams {@code photo} into the vendor's space, where it stays for at most 2 hours. Free. */
  public void upload(Path photo, String key) {
    guarded(
        "upload",
        () -> {
          calls.upload(photo, key);
          return key;
        });
  }

  /**
   * Removes the background once and writes every variant to its {@code output_key}. Costs credits.
   *
   * @return the output keys, in the order of {@code variants}
   */
  public List<String> process(String inputKey, List<KeyVariant> variants) {
    return guarded("process", () -> calls.process(inputKey, variants));
  }

  /** Mints an unauthenticated URL for a file in the space; it expires within 2 hours. Free. */
  public URI publicUrl(String key) {
    return guarded("getPublicUrl", () -> calls.publicUrl(key));
  }

  /** Streams what {@code url} serves into a new temporary file, which the caller deletes. */
  public Path download(URI url) {
    return guarded("getPublicFile", () -> calls.download(url));
  }

  /** Deletes all files of the space whose whole key matches {@code pattern}. Free. */
  public void delete(String pattern) {
    guarded(
        "deleteFiles",
        () -> {
          calls.delete(pattern);
          return pattern;
        });
  }

  private <T> T guarded(String operation, Supplier<T> call) {
    return metrics.call(
        operation,
        () -> {
          try {
            T result = call.get();
            key.accepted();
            return result;
          } catch (RuntimeException e) {
            throw noted(failures.map(operation, e));
          }
        });
  }

  private RuntimeException noted(RuntimeException failure) {
    if (failure instanceof BackgroundCutException answer) {
      key.answered(answer);
    }
    return failure;
  }
}
