package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotConnected;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import dev.clearcut.backgroundcut.model.DeleteFilesRequest;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.ProcessByKey;
import dev.clearcut.backgroundcut.model.ProcessedByKey;
import dev.clearcut.backgroundcut.model.PublicUrlRequest;
import dev.clearcut.backgroundcut.model.UploadedByKey;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.smallrye.faulttolerance.api.RateLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * One attempt at each vendor call, with its limits. Time limits are those of the vendor's samples
 * (upload 60 s, process 300 s, public URL 10 s). A circuit breaker refuses to ask a vendor that is
 * down; only answers and silences that say so open it, never a 4xx. A bulkhead keeps threads of
 * ours free for callers who do not need the vendor, and a rate limit keeps us below the account's.
 *
 * <p>Every value can be overridden with the standard MicroProfile Fault Tolerance keys, for example
 * {@code dev.clearcut.backgroundcut.VendorCalls/process/Timeout/value}. Repeats are not decided
 * here.
 */
@ApplicationScoped
class VendorCalls {

  private static final int BREAKER_LOOKS_AT = 20;
  private static final long BREAKER_PAUSE_MILLIS = 5000;
  private static final int AT_A_TIME = 100;
  private static final int A_MINUTE = 6000;

  private final FileSpaceClient fileSpace;
  private final BackgroundRemovalClient backgroundRemoval;
  private final PublicFileDownload downloads;
  private final FailureMapper failures;
  private final VendorMetrics metrics;

  VendorCalls(
      @RestClient FileSpaceClient fileSpace,
      @RestClient BackgroundRemovalClient backgroundRemoval,
      PublicFileDownload downloads,
      FailureMapper failures,
      VendorMetrics metrics) {
    this.fileSpace = fileSpace;
    this.backgroundRemoval = backgroundRemoval;
    this.downloads = downloads;
    this.failures = failures;
    this.metrics = metrics;
  }

  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = BREAKER_LOOKS_AT,
      delay = BREAKER_PAUSE_MILLIS,
      failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
  @Bulkhead(AT_A_TIME)
  @RateLimit(value = A_MINUTE, window = 1, windowUnit = ChronoUnit.MINUTES)
  void upload(Path photo, String key) {
    call("upload", () -> (UploadedByKey) fileSpace.upload(photo, key, null, null, null));
  }

  @Timeout(value = 300, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = BREAKER_LOOKS_AT,
      delay = BREAKER_PAUSE_MILLIS,
      failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
  @Bulkhead(AT_A_TIME)
  @RateLimit(value = A_MINUTE, window = 1, windowUnit = ChronoUnit.MINUTES)
  List<String> process(String inputKey, List<KeyVariant> variants, Runnable beforeSending) {
    beforeSending.run();
    return call(
            "process",
            () -> (ProcessedByKey) backgroundRemoval.process(new ProcessByKey(inputKey, variants)))
        .outputKeys();
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = BREAKER_LOOKS_AT,
      delay = BREAKER_PAUSE_MILLIS,
      failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
  @Bulkhead(AT_A_TIME)
  @RateLimit(value = A_MINUTE, window = 1, windowUnit = ChronoUnit.MINUTES)
  URI publicUrl(String key) {
    return call("getPublicUrl", () -> fileSpace.getPublicUrl(new PublicUrlRequest(key)).url());
  }

  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = BREAKER_LOOKS_AT,
      delay = BREAKER_PAUSE_MILLIS,
      failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
  @Bulkhead(AT_A_TIME)
  @RateLimit(value = A_MINUTE, window = 1, windowUnit = ChronoUnit.MINUTES)
  @WithSpan("GET public file")
  Path download(URI url) {
    return call("getPublicFile", () -> downloads.fetch(url));
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = BREAKER_LOOKS_AT,
      delay = BREAKER_PAUSE_MILLIS,
      failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
  @Bulkhead(AT_A_TIME)
  @RateLimit(value = A_MINUTE, window = 1, windowUnit = ChronoUnit.MINUTES)
  void delete(String pattern) {
    call("deleteFiles", () -> fileSpace.deleteFiles(new DeleteFilesRequest(pattern)));
  }

  private <T> T call(String operation, Supplier<T> exchange) {
    return metrics.attempt(
        operation,
        () -> {
          try {
            return exchange.get();
          } catch (RuntimeException e) {
            throw failures.map(operation, e);
          }
        });
  }
}
