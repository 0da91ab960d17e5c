package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotTaken;
import dev.clearcut.backgroundcut.BoundedBody.TooLargeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Follows a public URL that the vendor minted; it is opaque to us, so no path of the contract's is
 * made of it. It stays at the vendor's hosts, takes a bounded number of bytes, and ends in time
 * however slowly they come. Not done with the REST client because that one waits for ever, instead
 * of failing, when a file that it downloads to the disk is cut short.
 */
class PublicFileDownload {

  private static final String OPERATION = "getPublicFile";
  private static final int OK = 200;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 5;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final VendorHosts hosts;
  private final long mostBytes;
  private final String setting;
  private final Duration timeLimit;

  /**
   * Takes so many bytes in so much time.
   *
   * @param setting what says how many bytes
   */
  PublicFileDownload(VendorHosts hosts, long mostBytes, String setting, Duration timeLimit) {
    this.hosts = hosts;
    this.mostBytes = mostBytes;
    this.setting = setting;
    this.timeLimit = timeLimit;
  }

  /**
   * Streams the file into a new temporary file, which the caller deletes. No credentials go out.
   *
   * @throws BackgroundCutException {@link NotTaken} when it is too large, or the URL or a redirect
   *     leads elsewhere; {@link NoAnswer} when it has not come in time; what else came of it
   */
  Path fetch(URI url) {
    hosts.check(url);
    Path file = newFile();
    try {
      fetch(url, file);
      return file;
    } catch (InterruptedException e) {
      delete(file);
      Thread.currentThread().interrupt();
      throw Answers.broken(OPERATION, e, e);
    } catch (IOException e) {
      delete(file);
      throw Answers.broken(OPERATION, e, e);
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
  }

  private void fetch(URI url, Path file) throws IOException, InterruptedException {
    long end = System.nanoTime() + timeLimit.toNanos();
    URI at = url;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<Path> response = get(at, file, end - System.nanoTime());
      Optional<String> location = response.headers().firstValue("Location");
      if (REDIRECTS.contains(response.statusCode()) && location.isPresent()) {
        URI next = resolved(at, location.get());
        hosts.check(at, next);
        at = next;
      } else if (response.statusCode() == OK) {
        return;
      } else {
        throw Answers.failure(
            OPERATION, response.statusCode(), "The URL of the file serves no file.", null);
      }
    }
    throw new NotTaken(
        OPERATION, "The URL of the file redirects more than %d times.".formatted(MOST_REDIRECTS));
  }

  private static URI resolved(URI at, String location) {
    try {
      return at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new NotTaken(
          OPERATION, "The URL of the file redirects to something that is not a URL.");
    }
  }

  private HttpResponse<Path> get(URI url, Path file, long nanos)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<Path>> exchange =
        http.sendAsync(HttpRequest.newBuilder(url).build(), head -> body(head, file));
    try {
      return exchange.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new NoAnswer(OPERATION, "The file has not come within %s.".formatted(timeLimit), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TooLargeException) {
        throw new NotTaken(
            OPERATION, "The file has more than the %d bytes of %s.".formatted(mostBytes, setting));
      }
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      // Does nothing to an exchange that has ended; ends the connection of any other.
      exchange.cancel(true);
    }
  }

  private HttpResponse.BodySubscriber<Path> body(ResponseInfo head, Path file) {
    return head.statusCode() == OK
        ? new BoundedBody<>(BodySubscribers.ofFile(file), mostBytes)
        : BodySubscribers.replacing(file);
  }

  private static Path newFile() {
    try {
      return Files.createTempFile("clearcut-", ".download");
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
