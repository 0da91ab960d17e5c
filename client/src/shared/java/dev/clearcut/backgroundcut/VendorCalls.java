package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotConnected;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import dev.clearcut.backgroundcut.model.AiCutSession;
import dev.clearcut.backgroundcut.model.DeleteFilesRequest;
import dev.clearcut.backgroundcut.model.DeleteFilesResult;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.ProcessByKey;
import dev.clearcut.backgroundcut.model.ProcessImageRequest;
import dev.clearcut.backgroundcut.model.ProcessedByKey;
import dev.clearcut.backgroundcut.model.PublicUrlRequest;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import dev.clearcut.backgroundcut.model.Segmentation;
import dev.clearcut.backgroundcut.model.UploadedByKey;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
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
 * (upload 60 s, process 300 s, public URL 10 s); those of AI Cut are ours. A circuit breaker
 * refuses to ask a vendor that is down; only answers and silences that say so open it, never a 4xx.
 * Each call has a breaker of its own: a vendor who cannot process can still be asked for what he
 * has made, and that looking is what saves a second payment.
 *
 * <p>Every value can be overridden with the standard MicroProfile Fault Tolerance keys, for example
 * {@code dev.clearcut.backgroundcut.VendorCalls/process/Timeout/value} and {@code
 * dev.clearcut.backgroundcut.VendorCalls/CircuitBreaker/delay}. Repeats are not decided here.
 */
@ApplicationScoped
@CircuitBreaker(
    requestVolumeThreshold = 20,
    delay = 5000,
    failOn = {Unavailable.class, NotConnected.class, NoAnswer.class, TimeoutException.class})
class VendorCalls {

  static final long DOWNLOAD_SECONDS = 60;

  private final FileSpaceClient fileSpace;
  private final BackgroundRemovalClient backgroundRemoval;
  private final BackgroundRemovalByFilenameClient byFilename;
  private final AiCutClient aiCut;
  private final PublicFileDownload downloads;
  private final FailureMapper failures;
  private final Exchanges exchanges;

  VendorCalls(
      @RestClient FileSpaceClient fileSpace,
      @RestClient BackgroundRemovalClient backgroundRemoval,
      @RestClient BackgroundRemovalByFilenameClient byFilename,
      @RestClient AiCutClient aiCut,
      PublicFileDownload downloads,
      FailureMapper failures,
      Exchanges exchanges) {
    this.fileSpace = fileSpace;
    this.backgroundRemoval = backgroundRemoval;
    this.byFilename = byFilename;
    this.aiCut = aiCut;
    this.downloads = downloads;
    this.failures = failures;
    this.exchanges = exchanges;
  }

  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  UploadedByKey upload(Path photo, String name) {
    return withKey("upload", () -> (UploadedByKey) fileSpace.upload(photo, name, null, null, null));
  }

  @Timeout(value = 300, unit = ChronoUnit.SECONDS)
  List<String> process(String inputKey, List<KeyVariant> variants, Runnable beforeSending) {
    beforeSending.run();
    return withKey(
            "process",
            () -> (ProcessedByKey) backgroundRemoval.process(new ProcessByKey(inputKey, variants)))
        .outputKeys();
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  URI publicUrl(String name) {
    return withKey("getPublicUrl", () -> fileSpace.getPublicUrl(new PublicUrlRequest(name)).url());
  }

  @Timeout(value = 120, unit = ChronoUnit.SECONDS)
  String initialize(Path photo, Runnable beforeSending) {
    beforeSending.run();
    return withKey("initializeAiCut", () -> named(aiCut.initializeAiCut(photo)));
  }

  /** An answer without the name of the session is of no use. */
  private static String named(AiCutSession session) {
    if (session.uniqueFilename() == null || session.uniqueFilename().isBlank()) {
      throw new ProcessingException("The answer names no session");
    }
    return session.uniqueFilename();
  }

  /** The vendor looks at no key here, so the answer says nothing of it. */
  @Timeout(value = 60, unit = ChronoUnit.SECONDS)
  URI segment(SegmentRequest request) {
    return withoutKey("segment", () -> shown(request, aiCut.segment(request)));
  }

  /** An answer to another request is of no use. */
  private static URI shown(SegmentRequest request, Segmentation answer) {
    if (answer.outputUrl() == null || !request.requestNumber().equals(answer.requestNumber())) {
      throw new ProcessingException("The answer is to another request");
    }
    return answer.outputUrl();
  }

  @Timeout(value = DOWNLOAD_SECONDS, unit = ChronoUnit.SECONDS)
  @WithSpan("GET public file")
  Path download(URI url) {
    return withoutKey("getPublicFile", () -> downloads.fetch(url));
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  DeleteFilesResult delete(String pattern) {
    return withKey("deleteFiles", () -> fileSpace.deleteFiles(new DeleteFilesRequest(pattern)));
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  String signUpload() {
    return withKey("presignUploadImage", () -> byFilename.presignUploadImage().signedRequest());
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  String signInitialize() {
    return withKey("presignInitializeAiCut", () -> aiCut.presignInitializeAiCut().signedRequest());
  }

  @Timeout(value = 10, unit = ChronoUnit.SECONDS)
  String signProcess(ProcessImageRequest request) {
    return withKey(
        "presignProcessImage", () -> byFilename.presignProcessImage(request).signedRequest());
  }

  /** An exchange that carries our key: what comes back says whether the key is good. */
  private <T> T withKey(String operation, Supplier<T> request) {
    return exchange(operation, true, request);
  }

  private <T> T withoutKey(String operation, Supplier<T> request) {
    return exchange(operation, false, request);
  }

  /** The breaker has to see what kind of failure it was. */
  private <T> T exchange(String operation, boolean withKey, Supplier<T> request) {
    return exchanges.make(
        operation,
        withKey,
        () -> {
          try {
            return request.get();
          } catch (RuntimeException e) {
            throw failures.map(operation, e);
          }
        });
  }
}
