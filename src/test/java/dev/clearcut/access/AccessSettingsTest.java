package dev.clearcut.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** What an operator may write below {@code clearcut.access}. */
class AccessSettingsTest {

  private static final String DIGEST = DigestUtils.sha256Hex("some key");

  @Test
  void aServiceThatWouldLetNobodyInDoesNotStart() {
    assertThatThrownBy(() -> start(Map.of(), false))
        .hasMessageContaining("clearcut.access.keys.<name>.sha256")
        .hasMessageContaining("quarkus.oidc.tenant-enabled=true")
        .hasMessageContaining("clearcut.access.open=true");
  }

  @Test
  void aKeyOrTokensOrOpennessLetItStart() {
    assertThatNoException().isThrownBy(() -> start(key("shop", DIGEST, "editor"), false));
    assertThatNoException().isThrownBy(() -> start(Map.of(), true));
    assertThatNoException().isThrownBy(() -> start(Map.of("clearcut.access.open", "true"), false));
  }

  @Test
  void aDigestThatIsNoneIsNamedByItsKey() {
    assertThatThrownBy(() -> start(key("shop", "secret", "editor"), false))
        .hasMessageContaining("clearcut.access.keys.shop.sha256 must be the SHA-256 of the key")
        .hasMessageNotContaining("secret");
  }

  @Test
  void anUnknownRoleIsNamedByItsKey() {
    assertThatThrownBy(() -> start(key("shop", DIGEST, "boss"), false))
        .hasMessageContaining("clearcut.access.keys.shop.roles");
  }

  @Test
  void twoNamesForTheSameKeyAreRefused() {
    Map<String, String> settings = new HashMap<>(key("shop", DIGEST, "editor"));
    settings.putAll(key("admin", DIGEST.toUpperCase(), "operator"));

    assertThatThrownBy(() -> start(settings, false)).hasMessageContaining("are the same key");
  }

  @Test
  void aKeyIsFoundByItsDigestWithTheRolesThatItsRoleIncludes() {
    ApiKeys keys = new ApiKeys(config(key("shop", DIGEST.toUpperCase(), "editor")));

    assertThat(keys.holder("some key"))
        .hasValue(new ApiKeys.Holder("shop", java.util.Set.of("reader", "editor")));
    assertThat(keys.holder("another key")).isEmpty();
    assertThat(keys.holder("")).isEmpty();
  }

  private static Map<String, String> key(String name, String digest, String roles) {
    String prefix = "clearcut.access.keys." + name;
    return Map.of(prefix + ".sha256", digest, prefix + ".roles", roles);
  }

  private static void start(Map<String, String> settings, boolean tokens) {
    AccessConfig config = config(settings);
    new AccessCheck(config, new ApiKeys(config), tokens).atStart(new StartupEvent());
  }

  private static AccessConfig config(Map<String, String> settings) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(AccessConfig.class)
            .withDefaultValues(settings)
            .build();
    return config.getConfigMapping(AccessConfig.class);
  }
}
