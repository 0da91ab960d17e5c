package dev.clearcut.photo;

import dev.clearcut.download.FileName;
import dev.clearcut.outbound.Answer;
import dev.clearcut.outbound.Destinations;
import dev.clearcut.outbound.Limits;
import dev.clearcut.outbound.Outbound;
import dev.clearcut.outbound.OutboundException;
import dev.clearcut.outbound.OutboundException.NotAllowed;
import dev.clearcut.outbound.OutboundException.TooLarge;
import dev.clearcut.outbound.OutboundException.TooSlow;
import dev.clearcut.outbound.Policy;
import dev.clearcut.problem.Problems;
import dev.clearcut.storage.Buckets;
import dev.clearcut.storage.ObjectStoreException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/**
 * Photos that callers name by a URL: fetched once, and then files like those that are uploaded. A
 * caller, and the log, is never told more of a URL than its scheme, host and path.
 */
@ApplicationScoped
@Startup
public class PhotoUrls {

  private static final int LONGEST = 2048;
  private static final int OK = 200;

  /** A server that says so may be asked again; 408 and 425 are meant for a while, too. */
  private static final Set<Integer> NOT_NOW = Set.of(408, 425, 429);

  private static final Duration LONGEST_HINT = Duration.ofHours(1);
  private static final Duration COME_BACK = Duration.ofSeconds(5);

  private final PhotoConfig.Url config;
  private final Outbound outbound;
  private final Buckets buckets;
  private final Policy policy;
  private final Limits limits;
  private final Semaphore room;

  /**
   * @throws IllegalArgumentException naming the key when a host is no host name
   */
  PhotoUrls(PhotoConfig photos, Outbound outbound, Buckets buckets) {
    this.config = photos.url();
    this.outbound = outbound;
    this.buckets = buckets;
    this.policy =
        Policy.of(
            "clearcut.photo.url",
            config.http(),
            config.ports().orElse(Set.of()),
            config.hosts().orElse(List.of()),
            config.privateHosts().orElse(List.of()));
    this.limits =
        new Limits(
            config.firstByte(),
            config.timeout(),
            config.maxSize().asLongValue(),
            config.redirects());
    this.room = new Semaphore(config.parallel());
  }

  /**
   * Reads the URL of a photo. Where it leads is judged when it is fetched.
   *
   * @throws HttpProblem 422 when it is none, or none is taken
   */
  public URI parse(String text) {
    if (!config.enabled()) {
      throw Problems.PHOTO_URL_NOT_ALLOWED.with(
          "This service takes no photos by URL, so send the photo itself. The operator switches"
              + " URLs on with clearcut.photo.url.enabled.");
    }
    if (text.length() > LONGEST) {
      throw Problems.PHOTO_URL_NOT_ALLOWED.with(
          "imageUrl has %d characters. Send at most %d.".formatted(text.length(), LONGEST));
    }
    try {
      return Destinations.parse(text);
    } catch (NotAllowed e) {
      throw Problems.PHOTO_URL_NOT_ALLOWED.with("imageUrl: " + e.getMessage());
    }
  }

  /**
   * The photo of a form, of which there is exactly one.
   *
   * @param image null when there is no such part
   * @param imageUrl likewise, or empty
   * @throws HttpProblem 400 when there is none, or two; 422 as {@link #parse} does
   */
  public SentPhoto sent(FileUpload image, String imageUrl) {
    boolean named = imageUrl != null && !imageUrl.isBlank();
    if (image == null && !named) {
      throw Problems.INVALID_REQUEST.with(
          "The part \"image\" is missing. Send the photo as multipart/form-data, for example: curl"
              + " -F image=@photo.jpg … Or send its URL: -F"
              + " imageUrl=https://images.example.com/photo.jpg");
    }
    if (image != null && named) {
      throw Problems.INVALID_REQUEST.with(
          "There are both image and imageUrl. Send one of them. Nothing was done.");
    }
    return image == null
        ? new SentPhoto.ByUrl(this, parse(imageUrl))
        : new SentPhoto.Uploaded(image.uploadedFile(), FileName.of(image.fileName()));
  }

  /**
   * Fetches a photo, and passes it as a file that is there until {@code use} returns.
   *
   * @throws HttpProblem 422 saying why there is none, 429 when too many are being fetched
   */
  public <T> T fetch(URI url, Function<Path, T> use) {
    Path file = newFile();
    try {
      fetch(url, file);
      return use.apply(file);
    } finally {
      delete(file);
    }
  }

  private void fetch(URI url, Path file) {
    if (!room.tryAcquire()) {
      throw Problems.TOO_MUCH_WORK.with(
          "The service is fetching as many photos as it may at a time. Send the same request again"
              + " later.",
          COME_BACK);
    }
    try {
      if ("s3".equalsIgnoreCase(url.getScheme())) {
        read(url, file);
      } else {
        check(url, outbound.fetch(url, policy, limits, file));
      }
    } catch (OutboundException e) {
      throw problem(url, e);
    } finally {
      room.release();
    }
  }

  private static void check(URI url, Answer answer) {
    int status = answer.status();
    if (status == OK) {
      return;
    }
    if (status < 500 && !NOT_NOW.contains(status)) {
      throw Problems.PHOTO_NOT_FOUND.with(
          "The photo at %s cannot be had: the server answered %d."
              .formatted(Destinations.shown(url), status));
    }
    String detail =
        "The photo at %s cannot be had now: the server answered %d. Send the same request again later."
            .formatted(Destinations.shown(url), status);
    throw answer
        .retryAfter()
        .map(wait -> wait.compareTo(LONGEST_HINT) < 0 ? wait : LONGEST_HINT)
        .map(wait -> Problems.PHOTO_UNREACHABLE.with(detail, wait))
        .orElseGet(() -> Problems.PHOTO_UNREACHABLE.with(detail));
  }

  private static HttpProblem problem(URI url, OutboundException e) {
    String shown = Destinations.shown(url);
    if (e instanceof NotAllowed) {
      return Problems.PHOTO_URL_NOT_ALLOWED.with(
          "The photo at %s may not be fetched. %s".formatted(shown, e.getMessage()));
    }
    Problems type =
        e instanceof TooLarge
            ? Problems.PHOTO_TOO_LARGE
            : e instanceof TooSlow ? Problems.PHOTO_TOO_SLOW : Problems.PHOTO_UNREACHABLE;
    return type.with("The photo at %s cannot be had. %s".formatted(shown, e.getMessage()));
  }

  private void read(URI url, Path file) {
    String bucket = String.valueOf(url.getRawAuthority());
    String key = url.getPath() == null || url.getPath().isEmpty() ? "" : url.getPath().substring(1);
    if (config.s3Buckets().filter(known -> known.contains(bucket)).isEmpty() || key.isEmpty()) {
      throw Problems.PHOTO_URL_NOT_ALLOWED.with(
          "The bucket of the photo is not one of those that the operator allows, or the URL names"
              + " no object. Write s3://bucket/key.");
    }
    String shown = "s3://%s/%s".formatted(bucket, key);
    OptionalLong size;
    try {
      size = buckets.read(bucket, key, limits.mostBytes(), file);
    } catch (ObjectStoreException e) {
      throw Problems.PHOTO_UNREACHABLE.with(
          "The photo at %s cannot be had now: the store does not answer. Send the request again later."
              .formatted(shown));
    }
    if (size.isEmpty()) {
      throw Problems.PHOTO_NOT_FOUND.with(
          "The photo at %s cannot be had: there is none that the service may read."
              .formatted(shown));
    }
    if (size.getAsLong() > limits.mostBytes()) {
      throw Problems.PHOTO_TOO_LARGE.with(
          "The photo at %s cannot be had. The file has more than the %d bytes that are taken."
              .formatted(shown, limits.mostBytes()));
    }
  }

  private static Path newFile() {
    try {
      return Files.createTempFile("clearcut-", ".photo");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
