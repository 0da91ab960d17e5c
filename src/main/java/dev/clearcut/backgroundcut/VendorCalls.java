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
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.faulttolerance.exceptions.TimeoutException;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * One attempt at each vendor call, with its limits. Time limits are those of the vendor's samples
 * (upload 60 s, process 300 s, public URL 10 s). A circuit breaker refuses to ask a vendor that is
 * down; only answers and silences that say so open it, never a 4xx. Each call has a breaker of its
 * own: a vendor who cannot process can still be asked for what he has made, and that looking is
 * what saves a second payment. The limits that all calls share are those of {@link VendorLimits}.
 *
 * <p>Every value can be overridden with the standard MicroProfile Fault Tolerance keys, for example
 * {@code dev.clearcut.backgroundcut.VendorCalls/process/Timeout/value}. Repeats are not decided
 * here.
 */
@ApplicationScoped
class VendorCalls {

  private static final int BREAKER_LOOKS_AT = 20;
  private static final long BREAKER_PAUSE_MILLIS = 5000;
  static final long DOWNLOAD_SECONDS = 60;

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
  void upload(Path photo, String key) {
    call("upload", () -> (UploadedByKey) fileSpace.upload(photo, key, null, null, null));
  }

  @Timeout(value = 300, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = BREAKER_LOOKS_AT,
      delay = BREAKER_PAUSE_MILLIS,
      failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
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
  URI publicUrl(String key) {
    return call("getPublicUrl", () -> fileSpace.getPublicUrl(new PublicUrlRequest(key)).url());
  }

  @Timeout(value = DOWNLOAD_SECONDS, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = BREAKER_LOOKS_AT,
      delay = BREAKER_PAUSE_MILLIS,
      failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
  @WithSpan("GET public file")
  Path download(URI url) {
    return call("getPublicFile", () -> downloads.fetch(url));
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @CircuitBreaker(
      requestVolumeThreshold = BREAKER_LOOKS_AT,
      delay = BREAKER_PAUSE_MILLIS,
      failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
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
