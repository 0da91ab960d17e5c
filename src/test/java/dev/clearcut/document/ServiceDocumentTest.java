package dev.clearcut.document;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import dev.clearcut.document.ServiceDocument.Answer;
import dev.clearcut.document.ServiceDocument.Example;
import dev.clearcut.document.ServiceDocument.Operation;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service's document: that it is served as it is written, and that it says what is so. */
@QuarkusTest
class ServiceDocumentTest {

  private static final String PROBLEM = "application/problem+json";

  private final ServiceDocument document = ServiceDocument.read();

  @ConfigProperty(name = "quarkus.application.version")
  String version;

  @Test
  void isServedAsItIsWritten() throws IOException {
    Map<String, String> written = leaves(document.root());

    assertThat(leaves(new ObjectMapper().readTree(served("json")))).isEqualTo(written);
    assertThat(served("yaml"))
        .isEqualTo(Files.readString(java.nio.file.Path.of(ServiceDocument.FILE)));
  }

  @ParameterizedTest
  @CsvSource({
    "/q/openapi, */*, application/yaml",
    "/q/openapi.yaml, */*, application/yaml",
    "/q/openapi.yml, text/html, application/yaml",
    "/q/openapi, application/json, application/json",
    "/q/openapi?format=JSON, */*, application/json",
    "/q/openapi.json, */*, application/json"
  })
  void isYamlUnlessSomebodyAsksForJson(String path, String accept, String type) {
    given()
        .accept(accept)
        .get(path)
        .then()
        .statusCode(200)
        .contentType(startsWith(type))
        .header("X-Content-Type-Options", "nosniff");
    given().head(path).then().statusCode(200);
  }

  /** What stands where in a tree; 1 and 1.0 are the same number. */
  private static Map<String, String> leaves(JsonNode tree) {
    Map<String, String> leaves = new TreeMap<>();
    addLeaves("", tree, leaves);
    return leaves;
  }

  private static void addLeaves(String place, JsonNode node, Map<String, String> leaves) {
    if (node.isNumber()) {
      leaves.put(place, node.decimalValue().stripTrailingZeros().toPlainString());
    } else if (node.isEmpty()) {
      leaves.put(place, node.toString());
    }
    node.propertyStream()
        .forEach(field -> addLeaves(place + "/" + field.getKey(), field.getValue(), leaves));
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      addLeaves(place + "/" + i, node.get(i), leaves);
    }
  }

  private static String served(String format) {
    return given()
        .queryParam("format", format)
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .extract()
        .asString();
  }

  @Test
  void hasTheVersionOfTheApplication() {
    assertThat(document.root().at("/info/version").asText()).isEqualTo(version);
  }

  @Test
  void thereIsNothingOfTheEmulatorInIt() {
    assertThat(document.operations())
        .isNotEmpty()
        .extracting(Operation::path)
        .noneMatch(
            path -> path.startsWith("/v3/") || path.startsWith("/mock") || path.startsWith("/pub"));
  }

  /** From operation to role, on both sides: no operation is missing on either. */
  @Test
  void everyOperationNeedsTheRoleThatItsMethodAllows() {
    Map<String, String> written =
        document.operations().stream()
            .collect(
                Collectors.toMap(
                    operation ->
                        "%s %s %s".formatted(operation, operation.verb(), operation.path()),
                    operation -> operation.node().path("x-role").asText(),
                    (one, other) -> one + " and " + other,
                    TreeMap::new));

    assertThat(written).isEqualTo(allowed());
  }

  private static Map<String, String> allowed() {
    Map<String, String> roles = new TreeMap<>();
    for (JavaClass resource :
        new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .importPackages("dev.clearcut")) {
      for (JavaClass api : resource.getRawInterfaces()) {
        if (api.getPackageName().equals("dev.clearcut.api")) {
          for (Method call : api.reflect().getDeclaredMethods()) {
            roles.put(
                "%s %s %s"
                    .formatted(call.getName(), verb(call), call.getAnnotation(Path.class).value()),
                role(resource.reflect(), call));
          }
        }
      }
    }
    return roles;
  }

  private static String verb(Method call) {
    return Arrays.stream(call.getAnnotations())
        .flatMap(each -> Stream.ofNullable(each.annotationType().getAnnotation(HttpMethod.class)))
        .map(HttpMethod::value)
        .findFirst()
        .orElseThrow();
  }

  private static String role(Class<?> resource, Method call) {
    try {
      RolesAllowed roles =
          resource
              .getMethod(call.getName(), call.getParameterTypes())
              .getAnnotation(RolesAllowed.class);
      return roles == null ? "" : String.join(" or ", roles.value());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void everyOperationSaysHowToShowWhoYouAreAndWhichRoleYouNeed() {
    Set<String> schemes =
        document
            .root()
            .at("/components/securitySchemes")
            .propertyStream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());

    assertThat(document.operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.node().path("security").valueStream())
                  .flatMap(one -> one.properties())
                  .extracting(Map.Entry::getKey)
                  .containsExactlyInAnyOrderElementsOf(schemes);
              assertThat(operation.node().path("description").asText())
                  .endsWith(
                      "Needs the role `%s`.".formatted(operation.node().path("x-role").asText()));
              assertThat(statuses(operation)).contains("400", "401", "403", "429", "default");
            });
  }

  private static Stream<String> statuses(Operation operation) {
    return operation.node().path("responses").propertyStream().map(Map.Entry::getKey);
  }

  @Test
  void everyProblemIsInItUnderItsStatusAndNoOther() {
    Set<String> written =
        examples()
            .filter(example -> example.answer().mediaType().equals(PROBLEM))
            .map(
                example ->
                    "%s %s %s, told as %s under %s"
                        .formatted(
                            example.value().path("type").asText(),
                            example.value().path("status").asText(),
                            example.value().path("title").asText(),
                            example.name(),
                            example.answer().status()))
            .collect(Collectors.toSet());

    assertThat(written)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Problems.values()).map(ServiceDocumentTest::told).toList());
  }

  private static String told(Problems type) {
    HttpProblem problem = type.with("");
    return "%s %d %s, told as %s under %d"
        .formatted(
            problem.getType(),
            problem.getStatusCode(),
            problem.getTitle(),
            problem.getType().toString().replaceFirst(".*:", ""),
            problem.getStatusCode());
  }

  @Test
  void everyAnswerWithABodyHasAnExample() {
    assertThat(answers())
        .filteredOn(answer -> !answer.status().equals("default"))
        .filteredOn(answer -> isText(answer.mediaType()))
        .allSatisfy(answer -> assertThat(document.examples(answer)).isNotEmpty());
  }

  private static boolean isText(String mediaType) {
    return mediaType.endsWith("json") || mediaType.startsWith("text/");
  }

  private Stream<Answer> answers() {
    return document.operations().stream().flatMap(document::answers);
  }

  private Stream<Example> examples() {
    return answers().flatMap(document::examples);
  }

  @Test
  void swaggerUiSendsNothingThatNobodyAskedFor() {
    assertThat(document.operations())
        .flatMap(operation -> document.parameters(operation).toList())
        .filteredOn(parameter -> !parameter.path("required").asBoolean())
        .isNotEmpty()
        .noneMatch(parameter -> parameter.has("example") || parameter.at("/schema").has("example"));
  }

  /** What the service takes is what it asks the vendor for: the values are the vendor's. */
  @ParameterizedTest
  @CsvSource({
    "format, format",
    "quality, quality",
    "maxResolution, max_resolution",
    "background, background_color",
    "compression, output_compression",
    "autocrop, autocrop"
  })
  void aVariantHasTheRangesAndDefaultsOfTheVendor(String ours, String theirs) {
    ServiceDocument contract =
        new ServiceDocument(ServiceDocument.read("openapi/backgroundcut-v3.yaml"));

    assertThat(values(document, "/components/schemas/VariantRequest/properties/" + ours))
        .isEqualTo(values(contract, "/components/schemas/KeyVariant/properties/" + theirs));
  }

  /** No default and the default null are the same. */
  private static List<JsonNode> values(ServiceDocument document, String property) {
    JsonNode node = document.root().at(property);
    JsonNode type = document.resolve(node.has("allOf") ? node.path("allOf").path(0) : node);
    return Stream.of(
            type.path("type"),
            type.path("enum"),
            node.path("minimum"),
            node.path("maximum"),
            node.path("pattern"),
            node.path("default"))
        .map(value -> value.isNull() ? MissingNode.getInstance() : value)
        .toList();
  }

  @Test
  void everyProblemIsOnItsPage() throws IOException {
    String page = Files.readString(java.nio.file.Path.of("docs/reference/problems.md"));

    assertThat(Problems.values())
        .allSatisfy(
            problem ->
                assertThat(page)
                    .contains(
                        "| `%s` |".formatted(problem.type().toString().replaceFirst(".*:", ""))));
  }
}
