package dev.clearcut.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.configuration.ConfigurationKeys.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The reference page of the configuration says what the code says. */
class ConfigurationPageTest {

  private static final String UPDATE = "clearcut.update-configuration";
  private static final Path PAGE = Path.of("docs/reference/configuration-keys.md");
  private static final String HEAD =
      """
      # Configuration keys

      Every key of Clearcut's own, made from the `@ConfigMapping` interfaces; do not edit. What differs by profile, and the keys of Quarkus that
      matter most, are on the page [Configuration](configuration.md). Durations are written like `PT30S` or `30s`, sizes like `8M`.

      | key | type | default | meaning |
      |---|---|---|---|
      """;

  private final List<Key> keys;

  ConfigurationPageTest() throws IOException {
    keys =
        ConfigurationKeys.below(
            Path.of("src/main/java"), Path.of("src/main/resources/application.properties"));
  }

  @Test
  void everyKeySaysWhatItMeans() {
    assertThat(keys)
        .hasSizeGreaterThan(30)
        .allSatisfy(key -> assertThat(key.meaning()).describedAs(key.name()).isNotEmpty());
  }

  @Test
  void thePageInTheRepositoryIsWhatTheCodeSays() throws IOException {
    String page =
        keys.stream().map(ConfigurationPageTest::line).collect(Collectors.joining("", HEAD, ""));
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .describedAs(
            "The configuration has changed. Run ./mvnw test -Dtest=ConfigurationPageTest -D%s=true,"
                + " and commit %s",
            UPDATE, PAGE)
        .hasContent(page);
  }

  private static String line(Key key) {
    return "| `%s` | %s | %s | %s |%n"
        .formatted(key.name(), key.type(), key.standard(), key.meaning())
        .replace("\r\n", "\n");
  }
}
