package dev.clearcut.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an emulator is wanted, and whose account the application has there. */
class EmulatorProcessorTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quarkus.rest-client.backgroundcut.url",
        "quarkus.rest-client.\"backgroundcut\".url",
        "quarkus.rest-client.backgroundcut.uri",
        "quarkus.rest-client.backgroundcut.override-uri",
        "backgroundcut/mp-rest/url"
      })
  void whoeverNamesAUrlWantsNoEmulator(String property) {
    assertThat(EmulatorProcessor.urlIn(config(Map.of(property, "https://api.example.com"))))
        .contains(property);
  }

  @Test
  void whoeverNamesNoneOrThatOfAnotherClientWantsOne() {
    assertThat(EmulatorProcessor.urlIn(config(Map.of()))).isEmpty();
    assertThat(EmulatorProcessor.urlIn(config(Map.of(EmulatorProcessor.URL, " ")))).isEmpty();
    assertThat(
            EmulatorProcessor.urlIn(
                config(Map.of("quarkus.rest-client.shop.url", "https://shop.example.com"))))
        .isEmpty();
  }

  @Test
  void theKeyIsTheApplicationsOwn() {
    Config config = config(Map.of(EmulatorProcessor.KEY, "my-key"));

    assertThat(EmulatorProcessor.key(config, LaunchMode.DEVELOPMENT, "shop")).isEqualTo("my-key");
  }

  /** The emulator refuses keys that begin with "broke", "limited" or "revoked". */
  @Test
  void withoutOneEachApplicationHasAnAccountInDevModeAndOneForItsTests() {
    Config config = config(Map.of());

    assertThat(EmulatorProcessor.key(config, LaunchMode.DEVELOPMENT, "limited edition"))
        .isEqualTo("dev-limited-edition");
    assertThat(EmulatorProcessor.key(config, LaunchMode.TEST, "Möbel")).isEqualTo("test-M-bel");
  }

  private static Config config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build();
  }
}
