package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is asked, and with which key. */
class TargetTest {

  private HttpServer vendor;
  private String url;

  /** A vendor that has none of the emulator's knobs. */
  @BeforeEach
  void start() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    vendor.start();
    url = "http://127.0.0.1:" + vendor.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    vendor.stop(0);
  }

  @Test
  void theVendorIsAskedWithTheKeyThatIsGivenAndNeverSaysIt() {
    Target target =
        Target.of(settings(Map.of("contract.target", url + "/", "contract.api-key", "secret")));

    assertThat(target.emulator()).isFalse();
    assertThat(target.apiKey()).contains("secret");
    assertThat(target).hasToString(url);
  }

  @Test
  void aMissingKeyIsNamed() {
    assertThatThrownBy(() -> Target.of(settings(Map.of("contract.target", url))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("contract.api-key is missing");
  }

  @Test
  void whatIsNoUrlIsNamed() {
    assertThatThrownBy(() -> Target.of(settings(Map.of("contract.target", "backgroundcut"))))
        .hasMessageStartingWith("contract.target must be a URL");
  }

  @Test
  void whoDoesNotAnswerIsNamed() {
    vendor.stop(0);

    assertThatThrownBy(() -> Target.of(settings(Map.of("contract.target", url))))
        .hasMessageStartingWith("contract.target: " + url + " does not answer");
  }

  private static Function<String, Optional<String>> settings(Map<String, String> values) {
    return name -> Optional.ofNullable(values.get(name));
  }
}
