package dev.clearcut.configuration;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.clearcut.testing.Packaged;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The manifests, images and the compose file, as far as they can be checked without running them.
 */
@Execution(ExecutionMode.CONCURRENT)
class ManifestsIT {

  private static final Path COMPOSE = Path.of("deploy/compose.yaml");
  private static final Path KUBERNETES = Path.of("target/kubernetes/kubernetes.yml");
  private static final Path SETTINGS = Path.of("src/main/resources/application.properties");

  /** Read by the AWS client itself. */
  private static final Set<String> OF_AWS = Set.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");

  /** Refuses what the type does not know, which the models would keep. */
  private static final YAMLMapper STRICT =
      YAMLMapper.builder()
          .annotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated member) {
                  return false;
                }
              })
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final Map<String, Class<?>> KINDS =
      Map.of(
          "Deployment", Deployment.class,
          "Service", io.fabric8.kubernetes.api.model.Service.class,
          "ConfigMap", ConfigMap.class,
          "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "PodDisruptionBudget", PodDisruptionBudget.class);

  @Test
  void kubernetesKnowsEveryFieldOfTheManifests() throws IOException {
    List<JsonNode> manifests = manifests();

    assertThat(manifests)
        .extracting(each -> each.path("kind").asText())
        .containsAll(KINDS.keySet());
    for (JsonNode manifest : manifests) {
      STRICT.treeToValue(manifest, KINDS.get(manifest.path("kind").asText()));
    }
  }

  @Test
  void aFieldThatIsWrittenWronglyWouldBeNoticed() throws IOException {
    JsonNode deployment =
        STRICT.readTree("{kind: Deployment, spec: {template: {spec: {contianers: []}}}}");

    assertThat(catchThrowable(() -> STRICT.treeToValue(deployment, Deployment.class)))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("contianers");
  }

  @Test
  void everythingThatIsConfiguredIsAKeyOfTheConfiguration() throws IOException {
    Predicate<String> known = knownVariables();

    assertThat(variables()).hasSizeGreaterThan(10).allMatch(known, "is a key of the configuration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"CLEARCUT_STORAGE_KIN", "QUARKUS_DATASOURCE_JDBC_URI", "AWS_REGIO"})
  void aVariableThatIsWrittenWronglyWouldBeNoticed(String name) throws IOException {
    assertThat(knownVariables()).rejects(name);
  }

  @Test
  void aPodMayTakeAsLongToStopAsTheApplication() throws IOException {
    JsonNode pod = deployment().at("/spec/template/spec");
    Properties settings = settings();
    Duration requests = seconds(settings.getProperty("%prod.quarkus.shutdown.timeout"));
    Duration work = Duration.ofSeconds(20);
    Duration pause =
        Duration.ofSeconds(pod.at("/containers/0/lifecycle/preStop/sleep/seconds").asLong());

    assertThat(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong()))
        .isGreaterThanOrEqualTo(requests.plus(work).plus(pause));
    assertThat(seconds(compose().at("/services/service/stop_grace_period").asText()))
        .isGreaterThanOrEqualTo(requests.plus(work));
  }

  private static Duration seconds(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  @Test
  void aContainerMayDoLittleAndIsNobodySpecial() throws IOException {
    JsonNode pod = deployment().at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");

    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(deployment().at("/spec/selector/matchLabels").has("app.kubernetes.io/version"))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native", "Dockerfile.emulator"})
  void anImageIsPinnedAndItsUserIsANumber(String name) throws IOException {
    String file = Files.readString(Path.of("src/main/docker", name));

    assertThat(file)
        .containsPattern("(?m)^FROM \\S+/\\S+:[^@\\s]*\\d[^@\\s]*(@sha256:[0-9a-f]{64})?$")
        .containsPattern("(?m)^USER [1-9]\\d*(:\\d+)?$")
        .containsPattern("(?m)^ENTRYPOINT \\[\"")
        .containsPattern("(?m)^HEALTHCHECK ")
        .contains("EXPOSE 8080");
  }

  @Test
  void theImageOfTheEmulatorAsksAfterItWhereItAnswers() throws IOException {
    String path =
        Pattern.compile("http://localhost:8080(/[^\"]+)")
            .matcher(Files.readString(Path.of("src/main/docker/Dockerfile.emulator")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    RestAssured.given().get(Packaged.emulator().url().resolve(path)).then().statusCode(200);
  }

  private static Set<String> variables() throws IOException {
    Set<String> names = new TreeSet<>();
    compose().at("/services/service/environment").fieldNames().forEachRemaining(names::add);
    for (JsonNode manifest : manifests()) {
      if (manifest.path("kind").asText().equals("ConfigMap")) {
        manifest.path("data").fieldNames().forEachRemaining(names::add);
      }
    }
    deployment()
        .at("/spec/template/spec/containers/0/env")
        .forEach(variable -> names.add(variable.path("name").asText()));
    return names;
  }

  private static Predicate<String> knownVariables() throws IOException {
    Set<Pattern> patterns =
        Stream.of(
                ConfigurationKeys.below(Path.of("src/main/java"), SETTINGS).stream()
                    .map(ConfigurationKeys.Key::name),
                settings().stringPropertyNames().stream()
                    .map(key -> key.replaceFirst("^%\\w+\\.", "")),
                Pattern.compile("`(quarkus\\.[\\w.-]+)`")
                    .matcher(Files.readString(Path.of("docs/reference/configuration.md")))
                    .results()
                    .map(key -> key.group(1)))
            .flatMap(keys -> keys)
            .map(ManifestsIT::variable)
            .collect(toSet());
    return name ->
        OF_AWS.contains(name)
            || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  /** How the key is written as an environment variable; any word where it has a name. */
  private static Pattern variable(String key) {
    return Pattern.compile(
        key.replaceAll("<[^>]+>", "0")
            .replaceAll("[^A-Za-z0-9]", "_")
            .toUpperCase(Locale.ROOT)
            .replace("_0", "_[A-Z]+"));
  }

  private static Properties settings() throws IOException {
    Properties settings = new Properties();
    try (var file = Files.newBufferedReader(SETTINGS)) {
      settings.load(file);
    }
    return settings;
  }

  private static JsonNode compose() throws IOException {
    return STRICT.readTree(COMPOSE.toFile());
  }

  private static JsonNode deployment() throws IOException {
    return manifests().stream()
        .filter(manifest -> manifest.path("kind").asText().equals("Deployment"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> manifests() throws IOException {
    try (var documents =
        STRICT.readerFor(JsonNode.class).<JsonNode>readValues(KUBERNETES.toFile())) {
      return documents.readAll();
    }
  }
}
