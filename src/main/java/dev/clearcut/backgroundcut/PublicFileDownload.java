package dev.clearcut.backgroundcut;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Follows a public URL that the vendor minted; it is opaque to us, so no path of the contract's is
 * made of it. Not done with the REST client because that one waits for ever, instead of failing,
 * when a file that it downloads to the disk is cut short.
 */
@ApplicationScoped
class PublicFileDownload {

  private static final int OK = 200;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NORMAL)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /**
   * Streams the file into a new temporary file, which the caller deletes. No credentials go out.
   */
  Path fetch(URI url) {
    Path file = newFile();
    try {
      HttpResponse<Path> response =
          http.send(
              HttpRequest.newBuilder(url).build(),
              head ->
                  head.statusCode() == OK
                      ? BodySubscribers.ofFile(file)
                      : BodySubscribers.replacing(file));
      if (response.statusCode() != OK) {
        throw new WebApplicationException(response.statusCode());
      }
      return file;
    } catch (InterruptedException e) {
      delete(file);
      Thread.currentThread().interrupt();
      throw new ProcessingException(e);
    } catch (IOException e) {
      delete(file);
      throw new ProcessingException(e);
    } catch (RuntimeException e) {
      delete(file);
      throw e;
    }
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
