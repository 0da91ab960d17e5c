package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.model.KeyVariant;
import io.smallrye.faulttolerance.api.CustomBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * The vendor over MicroProfile REST Client, as Quarkus has it; inject it. It needs the extensions
 * {@code quarkus-rest-client-jackson} and {@code quarkus-smallrye-fault-tolerance}, and two
 * properties:
 *
 * <pre>{@code
 * quarkus.rest-client.backgroundcut.url=https://api.backgroundcut.co
 * backgroundcut.key=${BACKGROUNDCUT_KEY}
 * }</pre>
 *
 * <p>{@code backgroundcut.download.max-bytes} (268435456 when left out) bounds a download; {@code
 * backgroundcut.download.hosts} ({@code backgroundcut.co} when left out) lists hosts from which
 * files come besides that of the URL. Time limits, the circuit breaker and the number of repeats
 * are annotations of MicroProfile Fault Tolerance, and can be set as such: {@code
 * dev.clearcut.backgroundcut.VendorCalls/process/Timeout/value}, {@code
 * dev.clearcut.backgroundcut.BackgroundCutClient/upload/Retry/maxRetries}.
 *
 * <p>For the other operations inject an interface such as {@link BackgroundRemovalByFilenameClient}
 * with {@code @RestClient}: it sends the key in the scheme that its dialect asks for, has no
 * limits, and throws {@code WebApplicationException}.
 */
@Singleton
public class BackgroundCutClient implements VendorGateway {

  private final VendorCalls calls;
  private final FailureMapper failures;
  private final TimeLimits timeLimits;

  BackgroundCutClient(VendorCalls calls, FailureMapper failures, TimeLimits timeLimits) {
    this.calls = calls;
    this.failures = failures;
    this.timeLimits = timeLimits;
  }

  @Override
  @Retry(maxRetries = Gateways.MOST, jitter = 0)
  @CustomBackoff(Repeats.AsTheVendorSays.class)
  @RetryWhen(exception = Repeats.WhenItPasses.class)
  public void upload(Path photo, String key) {
    call("upload", () -> calls.upload(photo, key));
  }

  @Override
  public List<String> process(String inputKey, List<KeyVariant> variants) {
    return call("process", () -> calls.process(inputKey, variants, () -> {}));
  }

  @Override
  @Retry(maxRetries = Gateways.MOST, jitter = 0)
  @CustomBackoff(Repeats.AsTheVendorSays.class)
  @RetryWhen(exception = Repeats.WhenItPasses.class)
  public URI publicUrl(String key) {
    return call("getPublicUrl", () -> calls.publicUrl(key));
  }

  @Override
  @Retry(maxRetries = Gateways.MOST, jitter = 0)
  @CustomBackoff(Repeats.AsTheVendorSays.class)
  @RetryWhen(exception = Repeats.WhenItPasses.class)
  public void download(URI url, Path file) {
    Gateways.move(call("getPublicFile", () -> calls.download(url)), file);
  }

  /**
   * @throws IllegalStateException when it was switched off: without it nobody knows when a paid
   *     call has ended
   */
  @Override
  public Duration processTimeLimit() {
    return timeLimits
        .of("process")
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "dev.clearcut.backgroundcut.VendorCalls/process/Timeout must be in force:"
                        + " without it nobody knows when a paid call has ended."));
  }

  /** What the annotations of the calls say instead is known only out here. */
  private <T> T call(String operation, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw failures.map(operation, e);
    }
  }
}
