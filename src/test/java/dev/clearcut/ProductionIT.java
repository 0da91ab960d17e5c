package dev.clearcut;

import static dev.clearcut.testing.Json.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.clearcut.testing.JarProcess;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Packaged;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The packaged application, as it runs in production: the service alone, on PostgreSQL, with the
 * packaged emulator as the vendor.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(Lifecycle.PER_CLASS)
class ProductionIT {

  private static final Pattern HEALTH = Pattern.compile("/q/health/\\w+");
  private static final String KEY = "a-key-of-this-test";

  private EmbeddedPostgres postgres;
  private JarProcess service;

  /** With what an operator has to set. */
  @BeforeAll
  void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    Map<String, String> settings = new HashMap<>(Postgres.settings(postgres));
    settings.put("quarkus.rest-client.backgroundcut.url", Packaged.emulator().url().toString());
    settings.put("clearcut.backgroundcut.api-key", "production");
    settings.put("clearcut.access.keys.editor.sha256", DigestUtils.sha256Hex(KEY));
    settings.put("clearcut.access.keys.editor.roles", "editor");
    settings.put(
        "clearcut.storage.directory",
        Path.of("target/production-objects").toAbsolutePath().toString());
    service =
        JarProcess.start(
            Packaged.service(), "/q/health/ready", settings, Path.of("target/production.log"));
  }

  @AfterAll
  void stop() throws IOException {
    if (service != null) {
      service.close();
    }
    postgres.close();
  }

  private RequestSpecification given() {
    return service.given();
  }

  @Test
  void isReadyAndOffersItsPresets() {
    service
        .givenManagement()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body(field("status", equalTo("UP")));
    given()
        .header("X-API-Key", KEY)
        .get("/presets")
        .then()
        .statusCode(200)
        .body(field("name", hasItem("amazon")));
  }

  @Test
  void answersWhereTheManifestsAndTheImagesAskForItsHealth() throws IOException {
    List<String> probes =
        HEALTH
            .matcher(text("target/kubernetes/kubernetes.yml"))
            .results()
            .map(MatchResult::group)
            .distinct()
            .toList();
    String image =
        HEALTH
            .matcher(text("src/main/docker/Dockerfile.jvm"))
            .results()
            .findFirst()
            .orElseThrow()
            .group();

    assertThat(probes).hasSize(3).contains(image);
    probes.forEach(path -> service.givenManagement().get(path).then().statusCode(200));
  }

  @Test
  void hasHealthAndMetricsOnAPortOfTheirOwn() {
    service.givenManagement().get("/q/metrics").then().statusCode(200);
    service.givenManagement().header("X-API-Key", KEY).get("/presets").then().statusCode(404);

    for (String path : List.of("/q/health", "/q/health/ready", "/q/health/live")) {
      given().header("X-API-Key", KEY).get(path).then().statusCode(404);
    }
    // The rule that guards it where it is here stands before it is found that it is not.
    given().header("X-API-Key", KEY).get("/q/metrics").then().statusCode(403);
  }

  private static String text(String file) throws IOException {
    return Files.readString(Path.of(file));
  }

  @Test
  void letsNobodyInWithoutAKey() {
    given().get("/presets").then().statusCode(401).contentType("application/problem+json");
  }

  @ParameterizedTest
  @MethodSource("routesOfTheEmulator")
  void hasNoRouteOfTheEmulator(String path) {
    for (Method method : List.of(Method.GET, Method.POST, Method.PUT, Method.DELETE)) {
      given().request(method, path).then().statusCode(404);
    }
  }

  static Stream<String> routesOfTheEmulator() throws IOException {
    List<String> routes =
        new ArrayList<>(List.of("/mock", "/mock/", "/openapi/emulator-admin.json"));
    for (String document : List.of("backgroundcut-v3", "emulator-admin")) {
      new YAMLMapper()
          .readTree(Path.of("openapi", document + ".yaml").toFile())
          .path("paths")
          .fieldNames()
          .forEachRemaining(path -> routes.add(path.replaceAll("[{}]", "")));
      routes.add("/openapi/%s.yaml".formatted(document));
      routes.add("/openapi/%s.json".formatted(document));
    }
    return routes.stream().distinct();
  }

  @Test
  void carriesNothingOfTheEmulatorInItsDocument() {
    String document =
        given().get("/q/openapi?format=json").then().statusCode(200).extract().asString();

    assertThat(document).contains("\"/cutouts\"").doesNotContain("\"/v3/", "\"/mock/", "\"/pub/");
  }

  @Test
  void buysACutoutOfTheVendorAndKeepsIt() {
    byte[] photo = Photos.unseenCup();
    String cutout =
        Json.at(
            given()
                .header("X-API-Key", KEY)
                .multiPart("image", "cup.jpg", photo)
                .multiPart("preset", "preview")
                .post("/cutouts")
                .then()
                .statusCode(201)
                .body(field("variants[0].status", equalTo("ready")))
                .extract()
                .asString(),
            "id");

    byte[] bytes =
        given()
            .header("X-API-Key", KEY)
            .get("/cutouts/{id}/variants/preview", cutout)
            .then()
            .statusCode(200)
            .contentType("image/webp")
            .extract()
            .asByteArray();

    given()
        .header("X-API-Key", KEY)
        .get("/cutouts/{id}", cutout)
        .then()
        .body(field("variants[0].delivered.sha256", equalTo(DigestUtils.sha256Hex(bytes))));
  }
}
