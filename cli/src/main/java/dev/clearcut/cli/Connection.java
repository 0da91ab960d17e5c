package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to one server, and repeats those that had no answer or were told to come back. All
 * of them may be sent twice: that is how the service is made.
 */
final class Connection {

  /** Too many requests, and whatever a gateway says of a service that is away. */
  private static final Set<Integer> NOT_NOW = Set.of(429, 502, 503, 504);

  private static final int TRIES = 8;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
  private static final Duration LONGEST_CALL = Duration.ofMinutes(10);
  private static final Duration FIRST_BYTES = Duration.ofSeconds(30);

  /** It follows no redirects: the API key goes to the server that was named, and nowhere else. */
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final String base;
  private final Optional<String> key;
  private final Waiting waiting;

  /**
   * @param server with or without a path; without a slash at its end
   * @param key empty where access is open
   */
  Connection(URI server, Optional<String> key, Waiting waiting) {
    this.base = server.toString();
    this.key = key;
    this.waiting = waiting;
  }

  HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    key.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    return request;
  }

  void pause(Duration time) {
    waiting.pass(time);
  }

  /**
   * Sends it until there is an answer that stays.
   *
   * @return a success, or 304
   * @throws Refusal when the service refuses it
   * @throws Stop when there is no answer, or not for long
   */
  HttpResponse<byte[]> send(HttpRequest request) {
    return send(request, BodyHandlers.ofByteArray());
  }

  /** The same, for an answer that becomes a file when it is a success. */
  HttpResponse<byte[]> send(HttpRequest request, Path into) {
    return send(
        request,
        info ->
            info.statusCode() == 200
                ? BodySubscribers.mapping(BodySubscribers.ofFile(into), file -> new byte[0])
                : BodySubscribers.ofByteArray());
  }

  private HttpResponse<byte[]> send(HttpRequest request, BodyHandler<byte[]> handler) {
    int tries = 0;
    while (true) {
      tries++;
      Duration pause = Duration.ofMillis(125L << tries);
      try {
        HttpResponse<byte[]> answer = once(request, handler, LONGEST_CALL);
        int status = answer.statusCode();
        if (status < 300 || status == 304) {
          return answer;
        }
        Optional<Duration> told = retryAfter(answer);
        boolean again = NOT_NOW.contains(status) || status == 409 && told.isPresent();
        if (!again || tries >= TRIES) {
          throw new Refusal(status, detail(answer));
        }
        pause = told.orElse(pause);
        if (pause.compareTo(LONGEST_PAUSE) > 0) {
          throw new Stop(
              "%s Come back in %d minutes.".formatted(detail(answer), pause.toMinutes()));
        }
        if (status == 429 && told.isPresent()) {
          // It is there, and says when to come back: however often.
          tries--;
        }
      } catch (IOException cut) {
        if (tries >= TRIES) {
          throw new Stop(
              "%s does not answer (%s). Run the same command again later: nothing is paid twice."
                  .formatted(base, cut.getMessage() == null ? cut : cut.getMessage()));
        }
      }
      waiting.pass(pause);
    }
  }

  /**
   * An answer as it comes in.
   *
   * @throws IOException when there is none, or no success
   */
  InputStream stream(HttpRequest request) throws IOException {
    HttpResponse<InputStream> answer = once(request, BodyHandlers.ofInputStream(), FIRST_BYTES);
    if (answer.statusCode() != 200) {
      answer.body().close();
      throw new IOException("answered " + answer.statusCode());
    }
    return answer.body();
  }

  private <T> HttpResponse<T> once(HttpRequest request, BodyHandler<T> handler, Duration atMost)
      throws IOException {
    CompletableFuture<HttpResponse<T>> call = http.sendAsync(request, handler);
    try {
      return call.get(atMost.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cut ? cut : new IOException(e.getCause());
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new IOException("nothing within %d seconds".formatted(atMost.toSeconds()), e);
    } catch (InterruptedException e) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      throw new Stop("Interrupted.");
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,9}"))
        .map(value -> Duration.ofSeconds(Math.max(1, Long.parseLong(value))));
  }

  private String detail(HttpResponse<byte[]> answer) {
    String sentence = "";
    try {
      JsonNode problem = Json.read(answer.body());
      sentence = problem.path("detail").asText(problem.path("title").asText());
    } catch (IOException notJson) {
      // A proxy's page, or that of something else that listens there.
    }
    return sentence.isEmpty()
        ? "%s answers %d to %s. Is it a Clearcut service?"
            .formatted(base, answer.statusCode(), answer.request().uri().getPath())
        : sentence;
  }
}
