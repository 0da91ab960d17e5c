package dev.clearcut.outbound;

import dev.clearcut.outbound.OutboundException.NotAllowed;
import dev.clearcut.outbound.OutboundException.NotConnected;
import dev.clearcut.outbound.OutboundException.TooLarge;
import dev.clearcut.outbound.OutboundException.TooSlow;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Asks URLs that callers gave. Each connection goes to the one address that {@link Destinations}
 * judged, serves one request, and is shown nothing of ours: no key, no cookie, no trace; no proxy
 * is asked. The caller waits.
 */
@ApplicationScoped
public class Outbound {

  private static final Logger LOG = Logger.getLogger(Outbound.class);

  private static final int OK = 200;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int LOOKUPS_AT_A_TIME = 8;
  private static final int MOST_TO_ONE_HOST = 100;

  private final Vertx vertx;
  private final Destinations destinations;
  private final InstantSource clock;
  private final HttpClient http;

  /** Name services answer late, and cannot be told to stop. */
  private final WorkerExecutor lookups;

  @Inject
  Outbound(Vertx vertx, Destinations destinations, InstantSource clock) {
    this(vertx, destinations, clock, vertx.createHttpClient(options()));
  }

  Outbound(Vertx vertx, Destinations destinations, InstantSource clock, HttpClient http) {
    this.vertx = vertx;
    this.destinations = destinations;
    this.clock = clock;
    this.http = http;
    this.lookups = vertx.createSharedWorkerExecutor("clearcut-lookup", LOOKUPS_AT_A_TIME);
  }

  static HttpClientOptions options() {
    return new HttpClientOptions()
        .setKeepAlive(false)
        .setMaxPoolSize(MOST_TO_ONE_HOST)
        .setMaxHeaderSize(32_768)
        .setDecompressionSupported(true)
        .setTracingPolicy(TracingPolicy.IGNORE);
  }

  @PreDestroy
  void close() {
    http.close();
    lookups.close();
  }

  /**
   * Fetches a file, following redirects. The file is written only if the answer is 200.
   *
   * @throws OutboundException when nothing came of it
   */
  public Answer fetch(URI url, Policy policy, Limits limits, Path file) {
    long end = System.nanoTime() + limits.whole().toNanos();
    Destination at = judged(() -> destinations.judge(url, policy), limits, end);
    for (int redirects = 0; ; redirects++) {
      Exchange exchange =
          exchange(
              at,
              HttpMethod.GET,
              Map.of("Accept", "image/*"),
              Buffer.buffer(),
              limits,
              end,
              response -> save(response, file, limits.mostBytes()));
      if (!REDIRECTS.contains(exchange.answer().status()) || exchange.location() == null) {
        return exchange.answer();
      }
      if (redirects == limits.mostRedirects()) {
        throw new NotAllowed(
            "The URL redirects more than %d times.".formatted(limits.mostRedirects()));
      }
      Destination from = at;
      at = judged(() -> destinations.judge(from, exchange.location(), policy), limits, end);
    }
  }

  /**
   * Posts a small body. A redirect is an answer like any other, and the body of the answer is not
   * read.
   *
   * @throws OutboundException when nothing came of it
   */
  public Answer post(
      URI url, Policy policy, Limits limits, Map<String, String> headers, byte[] body) {
    long end = System.nanoTime() + limits.whole().toNanos();
    Destination at = judged(() -> destinations.judge(url, policy), limits, end);
    return exchange(
            at,
            HttpMethod.POST,
            headers,
            Buffer.buffer(body),
            limits,
            end,
            response -> Future.succeededFuture())
        .answer();
  }

  private interface Judgement {
    Destination get();
  }

  private Destination judged(Judgement judgement, Limits limits, long end) {
    return await(lookups.executeBlocking(judgement::get, false), limits, end, limits.firstByte());
  }

  private record Exchange(Answer answer, String location) {}

  private interface Receiver {
    Future<Void> receive(HttpClientResponse response);
  }

  private Exchange exchange(
      Destination at,
      HttpMethod method,
      Map<String, String> headers,
      Buffer body,
      Limits limits,
      long end,
      Receiver receiver) {
    RequestOptions options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(at.socket()))
            .setHost(at.host())
            .setPort(at.port())
            .setSsl(at.isEncrypted())
            .setURI(at.target())
            .setMethod(method)
            .setFollowRedirects(false)
            .setConnectTimeout(Math.max(1, limits.firstByte().toMillis()))
            .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(headers))
            .putHeader(HttpHeaders.USER_AGENT, "Clearcut");
    Promise<HttpClientRequest> opened = Promise.promise();
    Promise<HttpClientResponse> head = Promise.promise();
    Promise<Void> received = Promise.promise();
    // All of it on one context, so that the receiver is there in the turn of the event loop that
    // brings the head: in a later one, the body might have passed.
    vertx
        .getOrCreateContext()
        .runOnContext(
            begin ->
                http.request(options)
                    .onComplete(opened)
                    .compose(open -> body.length() == 0 ? open.send() : open.send(body))
                    .onComplete(head)
                    .compose(response -> receiver.receive(quiet(response)))
                    .onComplete(received));
    try {
      HttpClientResponse response = await(head.future(), limits, end, limits.firstByte());
      await(received.future(), limits, end, limits.whole());
      return new Exchange(
          new Answer(response.statusCode(), retryAfter(response)),
          response.getHeader(HttpHeaders.LOCATION));
    } finally {
      // Does nothing to one that has ended; ends the connection of any other.
      opened.future().onSuccess(HttpClientRequest::reset);
    }
  }

  /** A body that nobody reads is given up, which Vert.x would log; one that was cut has ended. */
  private static HttpClientResponse quiet(HttpClientResponse response) {
    try {
      return response.exceptionHandler(ignored -> {});
    } catch (IllegalStateException ended) {
      return response;
    }
  }

  private Future<Void> save(HttpClientResponse response, Path file, long mostBytes) {
    if (response.statusCode() != OK) {
      return Future.succeededFuture();
    }
    response.pause();
    return vertx
        .fileSystem()
        .open(file.toString(), new OpenOptions().setTruncateExisting(true))
        .compose(out -> save(response, out, mostBytes));
  }

  private static Future<Void> save(HttpClientResponse response, AsyncFile out, long mostBytes) {
    Promise<Void> done = Promise.promise();
    AtomicLong bytes = new AtomicLong();
    response.exceptionHandler(done::tryFail);
    out.exceptionHandler(done::tryFail);
    response.endHandler(end -> done.tryComplete());
    response.handler(
        part -> {
          if (bytes.addAndGet(part.length()) > mostBytes) {
            done.tryFail(
                new TooLarge(
                    "The file has more than the %d bytes that are taken.".formatted(mostBytes)));
          }
          if (done.future().isComplete()) {
            return;
          }
          out.write(part);
          if (out.writeQueueFull()) {
            response.pause();
            out.drainHandler(drained -> response.resume());
          }
        });
    response.resume();
    return done.future().eventually(() -> out.close());
  }

  private static <T> T await(Future<T> future, Limits limits, long end, Duration most) {
    long left = end - System.nanoTime();
    boolean whole = left < most.toNanos();
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(Math.min(left, most.toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new TooSlow(
          whole || most.equals(limits.whole())
              ? "It took longer than %s.".formatted(seconds(limits.whole()))
              : "No answer began within %s.".formatted(seconds(limits.firstByte())));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutboundException known) {
        throw known;
      }
      LOG.infof("No answer of a URL that a caller gave: %s", e.getCause());
      throw new NotConnected(
          "The host did not answer, or the connection ended too soon.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotConnected("The service is being stopped.", e);
    }
  }

  private static String seconds(Duration limit) {
    return limit.toMillis() / 1000.0 + " seconds";
  }

  private Optional<Duration> retryAfter(HttpClientResponse response) {
    String text = response.getHeader(HttpHeaders.RETRY_AFTER);
    if (text == null) {
      return Optional.empty();
    }
    try {
      Duration wait =
          text.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.between(
                  clock.instant(),
                  ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
