package dev.clearcut.document;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.clearcut.problem.Problems;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service's document, and the copy of it in the repository, in which a review sees changes. */
@QuarkusTest
class ServiceDocumentTest {

  private static final Path COPY = Path.of("openapi/clearcut.yaml");
  private static final String UPDATE = "clearcut.update-document";

  private String served;
  private JsonNode document;

  @BeforeEach
  void read() throws IOException {
    served = given().get("/q/openapi?format=yaml").then().statusCode(200).extract().asString();
    document = new YAMLMapper().readTree(served);
  }

  @Test
  void theCopyInTheRepositoryIsWhatIsServed() throws IOException {
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(COPY, served);
    }

    assertThat(COPY)
        .describedAs(
            "The service's API has changed. If that is meant: ./mvnw test"
                + " -Dtest=ServiceDocumentTest -D%s=true, and commit %s",
            UPDATE, COPY)
        .hasContent(served);
  }

  @Test
  void thereIsNothingOfTheEmulatorInIt() {
    assertThat(document.path("paths").propertyStream().map(path -> path.getKey()))
        .isNotEmpty()
        .noneMatch(
            path -> path.startsWith("/v3/") || path.startsWith("/mock") || path.startsWith("/pub"));
  }

  @Test
  void everyProblemIsInItWithAnExample() {
    List<String> types =
        document
            .at("/components/examples")
            .valueStream()
            .map(example -> example.at("/value/type").asText())
            .toList();

    assertThat(Problems.values())
        .allSatisfy(problem -> assertThat(types).contains(problem.type().toString()));
  }

  @Test
  void everyAnswerWithABodyHasAnExample() {
    assertThat(document.at("/paths").valueStream().flatMap(JsonNode::valueStream))
        .allSatisfy(
            operation ->
                assertThat(operation.path("responses").valueStream())
                    .flatMap(response -> response.path("content").properties())
                    .filteredOn(body -> isText(body.getKey()))
                    .allSatisfy(
                        body ->
                            assertThat(body.getValue().path("examples"))
                                .describedAs("%s", operation.path("operationId"))
                                .isNotEmpty()));
  }

  private static boolean isText(String mediaType) {
    return mediaType.endsWith("json") || mediaType.startsWith("text/");
  }

  @Test
  void swaggerUiSendsNothingThatNobodyAskedFor() {
    assertThat(document.at("/paths").valueStream().flatMap(JsonNode::valueStream))
        .flatMap(operation -> operation.path("parameters").valueStream().toList())
        .filteredOn(parameter -> !parameter.path("required").asBoolean())
        .noneMatch(parameter -> parameter.has("example") || parameter.at("/schema").has("example"));
  }

  @Test
  void everyProblemIsOnItsPage() throws IOException {
    String page = Files.readString(Path.of("docs/reference/problems.md"));

    assertThat(Problems.values())
        .allSatisfy(
            problem ->
                assertThat(page)
                    .contains(
                        "| `%s` |".formatted(problem.type().toString().replaceFirst(".*:", ""))));
  }
}
