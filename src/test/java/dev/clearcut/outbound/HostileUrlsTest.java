package dev.clearcut.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.outbound.OutboundException.NoSuchHost;
import dev.clearcut.outbound.OutboundException.NotAllowed;
import dev.clearcut.outbound.OutboundException.NotConnected;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** None of these URLs and answers of a name service opens a connection. */
class HostileUrlsTest {

  private static final Policy HTTPS = Policy.of("x", false, List.of(), List.of(), List.of());
  private static final Policy HTTP = Policy.of("x", true, List.of(), List.of(), List.of());
  private static final Limits LIMITS =
      new Limits(Duration.ofMinutes(5), Duration.ofMinutes(5), 1000, 3);
  private static Vertx vertx;

  private final RecordedClient client = RecordedClient.withoutNetwork();
  private final Map<String, List<String>> names = new HashMap<>();
  private final List<String> lookups = new ArrayList<>();
  private final Destinations destinations = new Destinations(this::addresses);
  private final Outbound outbound =
      new Outbound(vertx, destinations, InstantSource.system(), client.http());

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  @BeforeEach
  void fillNames() {
    names.put("images.example.com", List.of("93.184.215.14"));
  }

  private List<InetAddress> addresses(String host) throws UnknownHostException {
    lookups.add(host);
    if (!names.containsKey(host)) {
      throw new UnknownHostException(host);
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (String address : names.get(host)) {
      addresses.add(InetAddress.getByName(address));
    }
    return addresses;
  }

  private void fetch(String url, Policy policy) {
    outbound.fetch(Destinations.parse(url), policy, LIMITS, Path.of("never-written"));
  }

  /** What is written so that some parser, somewhere, takes it for something else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        // Schemes.
        "http://images.example.com/a.jpg",
        "file:///etc/passwd",
        "ftp://images.example.com/a.jpg",
        "gopher://images.example.com/",
        "data:image/png;base64,iVBORw0KGgo=",
        "jar:https://images.example.com/a.jar!/a.jpg",
        "javascript:alert(1)",
        "unix:///var/run/docker.sock",
        "//images.example.com/a.jpg",
        "images.example.com/a.jpg",
        "/a.jpg",
        "https:images.example.com/a.jpg",
        "",
        // No host, or none that can be looked up.
        "https://",
        "https:///a.jpg",
        "https://:443/a.jpg",
        "https://%31%32%37.0.0.1/",
        "https://127。0。0。1/",
        "https://１２７.0.0.1/",
        "https://ⓛocalhost/",
        "https://münchen.example/",
        "https://exa_mple.com:x/",
        "https://-/",
        "https://images..example.com/",
        // Users.
        "https://images.example.com@127.0.0.1/",
        "https://user:password@images.example.com/",
        "https://@images.example.com/",
        "https://images.example.com:443@169.254.169.254/",
        "https://a@b@images.example.com/",
        "https://images.example.com%40127.0.0.1/",
        // Characters.
        "https://images.example.com\\@127.0.0.1/",
        "https:\\\\127.0.0.1/",
        "https://127.0.0.1\\.images.example.com/",
        "https://images.example.com/\ta.jpg",
        "https://images.exa\tmple.com/",
        "https://images.example.com/a.jpg\r\nHost: localhost",
        "https://images.example.com /a.jpg",
        " https://images.example.com/a.jpg",
        "https://127.0.0.1%00.images.example.com/",
        "https://images.example.com#@127.0.0.1:22/\u0000",
        // Ports.
        "https://images.example.com:22/",
        "https://images.example.com:80/",
        "https://images.example.com:0/",
        "https://images.example.com:65536/",
        "https://images.example.com:443443/",
        "https://images.example.com:-1/",
        // Addresses that are not public.
        "https://127.0.0.1/",
        "https://127.0.0.1./",
        "https://127.255.255.254/",
        "https://0.0.0.0/",
        "https://10.1.2.3/",
        "https://100.64.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://172.31.255.255/",
        "https://192.0.0.192/",
        "https://192.168.0.1/",
        "https://198.18.0.1/",
        "https://224.0.0.1/",
        "https://240.0.0.1/",
        "https://255.255.255.255/",
        "https://100.100.100.200/latest/meta-data/",
        "https://168.63.129.16/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::ffff:93.184.215.14]/",
        "https://[::127.0.0.1]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25eth0]/",
        "https://[fe80::1%eth0]/",
        "https://[fec0::1]/",
        "https://[fc00::1]/",
        "https://[fd00:ec2::254]/latest/meta-data/",
        "https://[ff02::1]/",
        "https://[2001::1]/",
        "https://[2001:db8::1]/",
        "https://[2002:7f00:1::]/",
        "https://[2002:a00:1::1]/",
        "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b::169.254.169.254]/",
        "https://[64:ff9b:1::a00:1]/",
        "https://[100::1]/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c%25eth0]/",
        // Addresses in forms that only libraries of C read.
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://0177.0.0.01/",
        "https://127.1/",
        "https://127.0.1/",
        "https://0/",
        "https://1572395042/",
        "https://0xa9.0xfe.0xa9.0xfe/",
        "https://0251.0376.0251.0376/",
        "https://169.16689662/",
        "https://010.8.8.8/",
      })
  void opensNoConnection(String url) {
    assertThatThrownBy(() -> fetch(url, HTTPS)).isInstanceOf(NotAllowed.class);
    assertThat(client.connections()).isEmpty();
    assertThat(lookups).isEmpty();
  }

  /** A name, and what the name service says of it. */
  @ParameterizedTest
  @CsvSource({
    "localhost, 127.0.0.1",
    "localhost., 127.0.0.1",
    "LOCALHOST, 127.0.0.1",
    "a.localhost, ::1",
    "metadata.google.internal, 169.254.169.254",
    "metadata.google.internal., 169.254.169.254",
    "127.0.0.1.nip.example, 127.0.0.1",
    "any.example, 0.0.0.0",
    "any6.example, ::",
    "ten.example, 10.0.0.1",
    "carrier.example, 100.127.255.255",
    "link.example, fe80::1",
    "unique.example, fd12:3456::1",
    "site.example, fec0::1",
    "multicast.example, 239.255.255.250",
    "multicast6.example, ff05::2",
    "mapped.example, ::ffff:10.0.0.1",
    "compatible.example, ::10.0.0.1",
    "translated.example, 64:ff9b::10.0.0.1",
    "tunnelled.example, 2002:c0a8:1::1",
    "teredo.example, 2001:0:c0a8:1::1",
    "azure.example, 168.63.129.16",
    "alibaba.example, 100.100.100.200",
    "aws6.example, fd00:ec2::254",
    "gcp6.example, fd20:ce::254",
    "first.example, 93.184.215.14 10.0.0.1",
    "last.example, 10.0.0.1 93.184.215.14",
    "both.example, 93.184.215.14 ::1",
    "broadcast.example, 255.255.255.255",
    "reserved6.example, 4000::1",
  })
  void opensNoConnectionToANameOf(String host, String answers) {
    names.put(
        host.toLowerCase(java.util.Locale.ROOT).replaceFirst("\\.$", ""),
        Arrays.asList(answers.split(" ")));
    assertThatThrownBy(() -> fetch("https://" + host + "/a.jpg?key=secret", HTTPS))
        .isInstanceOf(NotAllowed.class)
        .hasMessageContaining("not public")
        .hasMessageNotContaining("secret");
    assertThat(client.connections()).isEmpty();
    assertThat(lookups).hasSize(1);
  }

  static List<String> redirects() {
    return List.of(
        "http://images.example.com/",
        "//127.0.0.1/",
        "//localhost/",
        "https://169.254.169.254/",
        "https://user@images.example.com/",
        "https://images.example.com:8443/",
        "https://2130706433/",
        "https://[::1]/",
        "file:///etc/passwd",
        "\\\\localhost\\",
        "https://images.example.com\\@localhost/",
        "https://localhost./");
  }

  @Test
  void halfACharacterIsNoPartOfAUrl() {
    assertThatThrownBy(() -> Destinations.parse("https://images.example.com/" + '\ud800'))
        .isInstanceOf(NotAllowed.class)
        .hasMessageContaining("not a URL");
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void aRedirectIsJudgedAnew(String location) {
    names.put("localhost", List.of("127.0.0.1"));
    Destination from = destinations.judge(Destinations.parse("https://images.example.com/a"), HTTP);
    assertThatThrownBy(() -> destinations.judge(from, location, HTTP))
        .isInstanceOf(NotAllowed.class);
  }

  @Test
  void theConnectionGoesToTheAddressThatWasJudgedWhateverTheNameServiceSaysNext() {
    Iterator<String> answers = List.of("93.184.215.14", "127.0.0.1").iterator();
    Outbound rebound =
        new Outbound(
            vertx,
            new Destinations(host -> List.of(InetAddress.getByName(answers.next()))),
            InstantSource.system(),
            client.http());
    assertThatThrownBy(
            () ->
                rebound.fetch(
                    Destinations.parse("https://rebound.example/"),
                    HTTPS,
                    LIMITS,
                    Path.of("never-written")))
        .isInstanceOf(NotConnected.class);
    assertThat(client.connections()).containsExactly("93.184.215.14:443");
    assertThat(answers.next()).isEqualTo("127.0.0.1");
  }

  @Test
  void aHostThatIsNotKnownIsNotFound() {
    assertThatThrownBy(() -> fetch("https://nowhere.example/", HTTPS))
        .isInstanceOf(NoSuchHost.class);
    assertThat(client.connections()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://images.example.com/a.jpg",
        "https://IMAGES.example.com./a.jpg?x=%20",
        "https://images.example.com:8443/",
        "https://93.184.215.14/",
        "http://images.example.com/",
        "http://images.example.com:80/",
      })
  void whatIsAllowedIsAsked(String url) {
    Policy policy = Policy.of("x", true, Set.of(8443), List.of(), List.of());
    assertThatThrownBy(() -> fetch(url, policy)).isInstanceOf(NotConnected.class);
    assertThat(client.connections()).singleElement().asString().startsWith("93.184.215.14:");
  }

  @Test
  void onlyTheListedHostsAndThoseBelowThemAreAsked() {
    Policy policy = Policy.of("x", false, List.of(), List.of("Example.com"), List.of());
    names.put("notexample.com", List.of("93.184.215.14"));
    assertThatThrownBy(() -> fetch("https://images.example.com/", policy))
        .isInstanceOf(NotConnected.class);
    assertThatThrownBy(() -> fetch("https://notexample.com/", policy))
        .isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> fetch("https://example.com.evil.example/", policy))
        .isInstanceOf(NotAllowed.class);
    assertThat(client.connections()).hasSize(1);
    assertThat(lookups).containsExactly("images.example.com");
  }

  @Test
  void aHostThatIsNamedMayBePrivateButNeverMetadata() {
    Policy policy = Policy.of("x", false, List.of(), List.of(), List.of("store.internal"));
    names.put("store.internal", List.of("10.1.2.3"));
    names.put("other.internal", List.of("10.1.2.3"));
    assertThatThrownBy(() -> fetch("https://store.internal:9000/", policy))
        .isInstanceOf(NotConnected.class);
    assertThatThrownBy(() -> fetch("https://other.internal/", policy))
        .isInstanceOf(NotAllowed.class);
    for (String address : List.of("169.254.169.254", "100.100.100.200", "fd00:ec2::254")) {
      names.put("store.internal", List.of(address));
      assertThatThrownBy(() -> fetch("https://store.internal/", policy))
          .isInstanceOf(NotAllowed.class);
    }
    assertThat(client.connections()).containsExactly("10.1.2.3:9000");
  }

  @Test
  void aSettingThatIsNoHostNameIsNamed() {
    assertThatThrownBy(
            () ->
                Policy.of(
                    "clearcut.photo.url",
                    false,
                    List.of(),
                    List.of("https://a.example"),
                    List.of()))
        .hasMessageContaining("clearcut.photo.url.hosts")
        .hasMessageContaining("https://a.example");
  }
}
