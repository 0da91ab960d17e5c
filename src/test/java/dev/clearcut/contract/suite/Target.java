package dev.clearcut.contract.suite;

import dev.clearcut.mock.imaging.TinyModel;
import dev.clearcut.testing.Packaged;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Who is asked.
 *
 * @param url where it is
 * @param emulator whether its clock, faults and accounts can be moved
 * @param apiKey empty at the emulator, where each class of tests has an account of its own
 */
record Target(URI url, boolean emulator, Optional<String> apiKey) {

  private static final Path MODELS = Path.of("target").toAbsolutePath();

  /**
   * The target of this run.
   *
   * @param setting reads a setting such as {@code contract.target}
   */
  static Target of(Function<String, Optional<String>> setting) {
    Optional<URI> named = setting.apply("contract.target").map(Target::url);
    if (named.isEmpty()) {
      String[] options = setting.apply("contract.engine").map(Target::engine).orElse(new String[0]);
      return new Target(Packaged.emulator(options).url(), true, Optional.empty());
    }
    if (isEmulator(named.get())) {
      return new Target(named.get(), true, Optional.empty());
    }
    Optional<String> key =
        setting
            .apply("contract.api-key")
            .or(() -> Optional.ofNullable(System.getenv("CONTRACT_API_KEY")))
            .filter(text -> !text.isBlank());
    if (key.isEmpty()) {
      throw new IllegalArgumentException(
          "contract.api-key is missing: %s asks for an API key. Give it by -Dcontract.api-key=… or in the environment as CONTRACT_API_KEY."
              .formatted(named.get()));
    }
    return new Target(named.get(), false, key);
  }

  /** The options of an emulator with a model, if that is the engine. */
  private static String[] engine(String name) {
    String engine = "-Dclearcut.mock.engine=" + name;
    return name.equals("onnx")
        ? new String[] {engine, "-Dclearcut.mock.engine.model=" + TinyModel.red(MODELS)}
        : new String[] {engine};
  }

  private static URI url(String text) {
    URI url = URI.create(text.replaceFirst("/+$", ""));
    if (url.getHost() == null || !url.getScheme().matches("https?")) {
      throw new IllegalArgumentException(
          "contract.target must be a URL such as https://api.backgroundcut.co, but is " + text);
    }
    return url;
  }

  /** Asks for something that the vendor does not have. */
  private static boolean isEmulator(URI url) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/mock/clock")).timeout(Call.PATIENCE).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode()
          == 200;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "contract.target: %s does not answer (%s).".formatted(url, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return (emulator ? "the emulator at " : "") + url;
  }
}
