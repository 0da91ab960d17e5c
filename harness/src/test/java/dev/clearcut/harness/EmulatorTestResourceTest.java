package dev.clearcut.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a Quarkus application under test is told; the example has one that is. */
class EmulatorTestResourceTest {

  private final EmulatorTestResource resource = new EmulatorTestResource();

  @Test
  void theClientAndTheKeyAreThoseThatAreNamed() {
    resource.init(Map.of("config-key", "vendor, vendor-public", "key-property", "shop.key"));

    Map<String, String> settings = resource.start();

    String url = Emulators.shared().toString();
    assertThat(settings)
        .containsEntry("quarkus.rest-client.vendor.url", url)
        .containsEntry("quarkus.rest-client.vendor-public.url", url)
        .hasSize(3);
    assertThat(settings.get("shop.key")).startsWith("test-");
    resource.stop();
    assertThat(new Admin(URI.create(url)).answers()).isTrue();
  }

  @Test
  void anEmulatorOfItsOwnEndsWithTheApplication() {
    resource.init(Map.of("key", "demo", "own", "true"));

    Map<String, String> settings = resource.start();

    URI url = URI.create(settings.get("quarkus.rest-client.backgroundcut.url"));
    assertThat(settings).hasSize(1);
    assertThat(url).isNotEqualTo(Emulators.shared());
    assertThat(new Admin(url).answers()).isTrue();
    resource.stop();
    assertThat(new Admin(url).answers()).isFalse();
  }

  @Test
  void withoutAKeyItSaysWhatIsMissing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resource.init(Map.of()))
        .withMessageContaining("key-property");
  }
}
