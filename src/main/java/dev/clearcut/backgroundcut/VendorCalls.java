package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.model.DeleteFilesRequest;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.ProcessByKey;
import dev.clearcut.backgroundcut.model.ProcessedByKey;
import dev.clearcut.backgroundcut.model.PublicUrlRequest;
import dev.clearcut.backgroundcut.model.UploadedByKey;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import io.smallrye.faulttolerance.api.CustomBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * One method for each vendor call, with the policy of that call. Attempt timeouts are those of the
 * vendor's samples (upload 60 s, process 300 s, public URL 10 s); every value can be overridden
 * with the standard MicroProfile Fault Tolerance keys, for example {@code
 * dev.clearcut.backgroundcut.VendorCalls/process/Timeout/value}.
 *
 * <p>{@code process} is paid and has no idempotency key: it is repeated only after an answer that
 * says nothing was done (429). What to do after an ambiguous failure is not decided here.
 */
@ApplicationScoped
class VendorCalls {

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
  @Retry(maxRetries = 3)
  @RetryWhen(exception = WorthRepeating.class)
  @CustomBackoff(RetryAfterBackoff.class)
  void upload(Path photo, String key) {
    call("upload", () -> (UploadedByKey) fileSpace.upload(photo, key, null, null, null));
  }

  @Timeout(value = 300, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 3)
  @RetryWhen(exception = SurelyNotDone.class)
  @CustomBackoff(RetryAfterBackoff.class)
  List<String> process(String inputKey, List<KeyVariant> variants) {
    return call(
            "process",
            () -> (ProcessedByKey) backgroundRemoval.process(new ProcessByKey(inputKey, variants)))
        .outputKeys();
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 3)
  @RetryWhen(exception = WorthRepeating.class)
  @CustomBackoff(RetryAfterBackoff.class)
  URI publicUrl(String key) {
    return call("getPublicUrl", () -> fileSpace.getPublicUrl(new PublicUrlRequest(key)).url());
  }

  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 3)
  @RetryWhen(exception = WorthRepeating.class)
  @CustomBackoff(RetryAfterBackoff.class)
  @WithSpan("GET public file")
  Path download(URI url) {
    return call("getPublicFile", () -> downloads.fetch(url));
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  @Retry(maxRetries = 1)
  @RetryWhen(exception = WorthRepeating.class)
  @CustomBackoff(RetryAfterBackoff.class)
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
