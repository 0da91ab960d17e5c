package dev.clearcut.photo;

import dev.clearcut.download.FileName;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The photo of a form: its bytes, or where they are. */
public sealed interface SentPhoto {

  /** What comes with the request; empty when it is to be fetched. */
  Optional<Path> file();

  /** The name of the file, or the URL: what makes one request another than the next. */
  String origin();

  /** For display. */
  String fileName();

  /**
   * Passes the photo as a file that is there until {@code use} returns.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when it cannot be fetched
   */
  <T> T use(Function<Path, T> use);

  /** The name that a photo has by its URL. */
  static String nameOf(URI url) {
    return FileName.of(url.getPath());
  }

  /** An upload. */
  record Uploaded(Path photo, String fileName) implements SentPhoto {

    @Override
    public Optional<Path> file() {
      return Optional.of(photo);
    }

    @Override
    public String origin() {
      return fileName;
    }

    @Override
    public <T> T use(Function<Path, T> use) {
      return use.apply(photo);
    }
  }

  /** One that is fetched each time that it is used. */
  record ByUrl(PhotoUrls urls, URI url) implements SentPhoto {

    @Override
    public Optional<Path> file() {
      return Optional.empty();
    }

    @Override
    public String origin() {
      return url.toString();
    }

    @Override
    public String fileName() {
      return nameOf(url);
    }

    @Override
    public <T> T use(Function<Path, T> use) {
      return urls.fetch(url, use);
    }
  }
}
