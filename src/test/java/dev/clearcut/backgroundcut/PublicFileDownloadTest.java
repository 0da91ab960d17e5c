package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotTaken;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A vendor who sends what he should not. */
class PublicFileDownloadTest {

  private static final int MOST = 1000;
  private static final Duration LONG = Duration.ofMinutes(10);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch hang = new CountDownLatch(1);
  private final Set<String> headers = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);
  private HttpServer server;
  private URI vendor;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
    vendor = URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    hang.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aFileOfTheLargestSizeIsTakenAndNoCredentialsGoOut() throws IOException {
    Path file = fetch("bytes/" + MOST);

    assertThat(file).hasSize(MOST);
    assertThat(headers).contains("Host").doesNotContain("Authorization", "X-API-Key", "Cookie");
    Files.delete(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes/1001", "chunked/1001", "chunked/10000000"})
  void aLargerOneIsGivenUp(String path) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(NotTaken.class)
        .hasMessageContaining("1000 bytes of clearcut.backgroundcut.download.max-size");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hang", "drip"})
  void oneThatDoesNotComeInTimeIsGivenUp(String path) {
    assertThatThrownBy(() -> fetch(download(Duration.ofMillis(200)), path))
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("has not come within PT0.2S");
  }

  @Test
  void aRedirectWithinTheVendorsHostsIsFollowed() throws IOException {
    Path file = fetch("to?" + vendor + "bytes/7");

    assertThat(file).hasSize(7);
    Files.delete(file);
  }

  @Test
  void aRedirectElsewhereIsNot() {
    String elsewhere = vendor.toString().replace("127.0.0.1", "localhost");

    assertThatThrownBy(() -> fetch("to?" + elsewhere + "bytes/7"))
        .isInstanceOf(NotTaken.class)
        .hasMessageContaining("names the host localhost, which is not known as the vendor's")
        .hasMessageContaining("clearcut.backgroundcut.download.hosts")
        .hasMessageNotContaining("bytes/7");
  }

  @Test
  void redirectsEnd() {
    assertThatThrownBy(() -> fetch("round"))
        .isInstanceOf(NotTaken.class)
        .hasMessageContaining("more than 5 times");
  }

  @Test
  void aRedirectToWhatIsNoUrlIsAnAnswerThatIsNotTaken() {
    assertThatThrownBy(() -> fetch("to?:// :")).isInstanceOf(NotTaken.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "/relative", "ftp://api.example.com/x", "mailto:a"})
  void whatIsNoWebAddressIsNotTaken(URI url) {
    assertThatThrownBy(() -> download(LONG).fetch(url)).isInstanceOf(NotTaken.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/x, true",
    "https://API.example.com:8443/x, true",
    "https://cdn.example.net/x, true",
    "https://a.b.cdn.example.net/x, true",
    "https://example.net/x, false",
    "https://notcdn.example.net/x, false",
    "https://api.example.com.evil.org/x, false",
    "https://api.example.com@evil.org/x, false",
    "http://api.example.com/x, false",
    "https://127.0.0.1/x, false"
  })
  void whereFilesComeFromIsTheVendorsHostsAndAsEncryptedAsHisApi(URI url, boolean taken) {
    VendorHosts hosts = hosts(URI.create("https://api.example.com"), "cdn.example.net");

    if (taken) {
      hosts.check(url);
    } else {
      assertThatThrownBy(() -> hosts.check(url)).isInstanceOf(NotTaken.class);
    }
  }

  @Test
  void anEncryptedUrlMustNotRedirectToAnOpenOne() {
    VendorHosts hosts = hosts(vendor);
    URI encrypted = URI.create(vendor.toString().replace("http:", "https:"));

    assertThatThrownBy(() -> hosts.check(encrypted, vendor))
        .isInstanceOf(NotTaken.class)
        .hasMessageContaining("redirects to one that is not encrypted (http)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://cdn.example.com", "cdn.example.com:443", "", ".example.com"})
  void aWrongHostStopsTheStartWithTheNameOfTheKey(String host) {
    assertThatThrownBy(() -> hosts(vendor, host))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("clearcut.backgroundcut.download.hosts");
  }

  @Test
  void aFileThatIsNotThereAndOneThatIsCutShortAreWhatTheyWere() {
    assertThatThrownBy(() -> fetch("missing")).isInstanceOf(NotThere.class);
    assertThatThrownBy(() -> fetch("cut")).isInstanceOf(NoAnswer.class);
  }

  private Path fetch(String path) {
    return fetch(download(LONG), path);
  }

  private Path fetch(PublicFileDownload download, String path) {
    return download.fetch(URI.create(vendor + path.replace(" ", "%20")));
  }

  private PublicFileDownload download(Duration timeLimit) {
    return new PublicFileDownload(
        hosts(vendor), MOST, "clearcut.backgroundcut.download.max-size", timeLimit);
  }

  private static VendorHosts hosts(URI api, String... others) {
    return new VendorHosts(() -> api, List.of(others), "clearcut.backgroundcut.download.hosts");
  }

  private void answer(HttpExchange call) throws IOException {
    headers.addAll(call.getRequestHeaders().keySet());
    String[] path = call.getRequestURI().getPath().substring(1).split("/");
    try (call) {
      switch (path[0]) {
        case "bytes" -> send(call, Integer.parseInt(path[1]), Integer.parseInt(path[1]));
        case "chunked" -> send(call, 0, Integer.parseInt(path[1]));
        case "cut" -> send(call, 500, 10);
        case "drip" -> {
          send(call, 500, 10);
          waitForTheEnd();
        }
        case "hang" -> waitForTheEnd();
        case "to" -> redirect(call, call.getRequestURI().getQuery());
        case "round" -> redirect(call, "/round");
        default -> call.sendResponseHeaders(404, -1);
      }
    }
  }

  private static void send(HttpExchange call, int announced, int sent) throws IOException {
    call.sendResponseHeaders(200, announced);
    call.getResponseBody().write(new byte[sent]);
    call.getResponseBody().flush();
  }

  private static void redirect(HttpExchange call, String to) throws IOException {
    call.getResponseHeaders().add("Location", to);
    call.sendResponseHeaders(302, -1);
  }

  private void waitForTheEnd() {
    try {
      hang.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
