package dev.clearcut.outbound;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.outbound.OutboundException.NotAllowed;
import dev.clearcut.outbound.OutboundException.NotConnected;
import dev.clearcut.outbound.OutboundException.TooLarge;
import dev.clearcut.outbound.OutboundException.TooSlow;
import dev.clearcut.testing.ImageHost;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exchanges over a real connection, with a server that does what it likes. */
class OutboundTest {

  private static final int MOST = 1000;
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Policy POLICY =
      Policy.of("x", true, List.of(), List.of(), List.of("localhost"));
  private static Vertx vertx;

  private final ImageHost host = new ImageHost();
  private final RecordedClient client =
      RecordedClient.before(vertx.createHttpClient(Outbound.options()));
  private final Outbound outbound =
      new Outbound(
          vertx, new Destinations(new SystemNames()), InstantSource.system(), client.http());

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  @AfterEach
  void close() {
    host.close();
  }

  private Path file() throws IOException {
    return Files.createTempFile(folder, "fetched", "");
  }

  private Answer fetch(String path, Path file) {
    return fetch(path, file, new Limits(LONG, LONG, MOST, 3));
  }

  private Answer fetch(String path, Path file, Limits limits) {
    return outbound.fetch(Destinations.parse(host.url(path)), POLICY, limits, file);
  }

  @Test
  void aFileOfTheLargestSizeIsFetchedAndNothingOfOursGoesOut() throws IOException {
    Path file = file();
    host.bytes("/a", new byte[MOST]);

    assertThat(fetch("/a?x=1#y", file).status()).isEqualTo(200);
    assertThat(file).hasSize(MOST);
    assertThat(host.headers().get(0))
        .containsOnlyKeys("Host", "User-agent", "Accept", "Accept-encoding", "Connection");
  }

  @Test
  void aSecondFileIsAskedForWithoutTheCookieOfTheFirst() throws IOException {
    host.on(
        "/a",
        exchange -> {
          exchange.getResponseHeaders().add("Set-Cookie", "a=b");
          exchange.getResponseHeaders().add("Location", "/b");
          exchange.sendResponseHeaders(302, -1);
        });
    host.bytes("/b", new byte[10]);

    assertThat(fetch("/a", file()).status()).isEqualTo(200);
    assertThat(host.asked()).containsExactly("/a", "/b");
    assertThat(host.headers().get(1)).doesNotContainKey("Cookie");
  }

  @Test
  void aPackedFileIsUnpackedAndMeasuredUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("photo".getBytes(UTF_8));
    }
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
      out.write(new byte[1_000_000]);
    }
    host.on("/a", exchange -> send(exchange, packed.toByteArray()));
    host.on("/bomb", exchange -> send(exchange, bomb.toByteArray()));
    Path file = file();

    fetch("/a", file);
    assertThat(file).hasContent("photo");
    assertThatThrownBy(() -> fetch("/bomb", file)).isInstanceOf(TooLarge.class);
  }

  private static void send(com.sun.net.httpserver.HttpExchange exchange, byte[] packed)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
    exchange.sendResponseHeaders(200, packed.length);
    exchange.getResponseBody().write(packed);
  }

  @ParameterizedTest
  @ValueSource(ints = {1001, 10_000_000})
  void aLargerFileIsGivenUpWhetherItsSizeIsSaidOrNot(int size) throws IOException {
    host.chunked("/chunked", size).bytes("/said", new byte[size]);
    for (String path : List.of("/chunked", "/said")) {
      Path file = file();
      assertThatThrownBy(() -> fetch(path, file))
          .isInstanceOf(TooLarge.class)
          .hasMessageContaining("1000 bytes");
      assertThat(Files.size(file)).isLessThanOrEqualTo(MOST);
    }
  }

  @Test
  void aFileOfMoreThanTheQueueOfTheDiskIsWhole() throws IOException {
    byte[] bytes = new byte[5_000_000];
    new java.util.Random(7).nextBytes(bytes);
    host.bytes("/large", bytes);
    Path file = file();
    fetch("/large", file, new Limits(LONG, LONG, bytes.length, 0));
    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void oneThatIsCutShortIsNotTaken() {
    host.cutShort("/a", new byte[10]);
    assertThatThrownBy(() -> fetch("/a", file())).isInstanceOf(NotConnected.class);
  }

  @Test
  void oneThatDoesNotBeginInTimeIsGivenUp() {
    host.hang("/a");
    assertThatThrownBy(() -> fetch("/a", file(), new Limits(SHORT, LONG, MOST, 0)))
        .isInstanceOf(TooSlow.class)
        .hasMessage("No answer began within 0.3 seconds.");
  }

  @Test
  void oneThatDoesNotEndInTimeIsGivenUp() {
    host.hangAfter("/a", new byte[10]);
    assertThatThrownBy(() -> fetch("/a", file(), new Limits(LONG, SHORT, MOST, 0)))
        .isInstanceOf(TooSlow.class)
        .hasMessage("It took longer than 0.3 seconds.");
  }

  @Test
  void threeRedirectsAreFollowedAndNoMore() throws IOException {
    host.redirect("/a", "/b").redirect("/b", "c").redirect("/c", host.url("/d"));
    host.bytes("/d", new byte[10]);
    assertThat(fetch("/a", file()).status()).isEqualTo(200);

    host.redirect("/d", "/a");
    assertThatThrownBy(() -> fetch("/a", file()))
        .isInstanceOf(NotAllowed.class)
        .hasMessageContaining("more than 3 times");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/?secret",
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "https://10.0.0.1/",
        "//2130706433/",
        "file:///etc/passwd",
        "http://user@localhost/",
      })
  void aRedirectToWhereItMayNotIsNotFollowed(String location) {
    host.redirect("/a", location);
    assertThatThrownBy(() -> fetch("/a?secret", file()))
        .isInstanceOf(NotAllowed.class)
        .hasMessageStartingWith("The URL redirects to where it may not.")
        .hasMessageNotContaining("secret");
    assertThat(client.connections()).hasSize(1);
  }

  @Test
  void anAnswerOtherThan200LeavesTheFileAsItWas() throws IOException {
    Path file = file();
    host.on(
        "/a",
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "7");
          byte[] body = "busy".getBytes(UTF_8);
          exchange.sendResponseHeaders(503, body.length);
          exchange.getResponseBody().write(body);
        });
    Answer answer = fetch("/a", file);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(file).hasSize(0);
  }

  @Test
  void aBodyIsPostedOnceAndARedirectIsTheAnswer() {
    host.redirect("/hook", "/elsewhere");
    Answer answer =
        outbound.post(
            Destinations.parse(host.url("/hook")),
            POLICY,
            new Limits(LONG, LONG, 0, 0),
            Map.of("Content-Type", "application/json", "webhook-id", "7"),
            "{}".getBytes(UTF_8));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(host.asked()).containsExactly("/hook");
    assertThat(host.headers().get(0).getFirst("webhook-id")).isEqualTo("7");
  }

  @Test
  void aServerThatIsNotTrustedOrNotTheNamedOneIsNotAsked() throws Exception {
    PfxOptions other = certificate("other.example");
    PfxOptions localhost = certificate("localhost");
    assertThat(asked(localhost, localhost)).isTrue();
    assertThat(asked(localhost, other)).isFalse();
    assertThat(asked(other, other)).isFalse();
  }

  /** A key and a certificate of its own, made by the JDK. */
  private PfxOptions certificate(String host) throws Exception {
    Path store = folder.resolve(host);
    new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keyalg",
            "EC",
            "-alias",
            "one",
            "-dname",
            "CN=" + host,
            "-ext",
            "SAN=dns:" + host,
            "-storetype",
            "PKCS12",
            "-storepass",
            "password",
            "-keystore",
            store.toString())
        .start()
        .waitFor();
    return new PfxOptions().setPath(store.toString()).setPassword("password");
  }

  /** Asks a server with a certificate by a client that trusts another one. */
  private boolean asked(PfxOptions shown, PfxOptions trusted) throws Exception {
    HttpServer server =
        vertx
            .createHttpServer(
                new HttpServerOptions().setSsl(true).setHost("127.0.0.1").setKeyCertOptions(shown))
            .requestHandler(request -> request.response().end("photo"))
            .listen(0)
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    Outbound trusting =
        new Outbound(
            vertx,
            new Destinations(new SystemNames()),
            InstantSource.system(),
            vertx.createHttpClient(Outbound.options().setTrustOptions(trusted)));
    String url = "https://localhost:%d/".formatted(server.actualPort());
    try {
      return trusting
              .fetch(Destinations.parse(url), POLICY, new Limits(LONG, LONG, MOST, 0), file())
              .status()
          == 200;
    } catch (NotConnected refused) {
      return false;
    } finally {
      server.close();
    }
  }
}
