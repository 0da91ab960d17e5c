package dev.clearcut.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What the linters do not ask of the contract: that it is complete, and its examples are true. */
@TestInstance(Lifecycle.PER_CLASS)
class ContractDocumentTest {
  private static final Path DOCUMENT = Path.of("openapi/backgroundcut-v3.yaml");

  private static final Set<String> CHARGED =
      Set.of(
          "process",
          "processImage",
          "processImagePresigned",
          "initializeAiCut",
          "initializeAiCutPresigned");

  /** Three words or more, the first a capitalized word or the name of a field. */
  private static final Pattern SENTENCE =
      Pattern.compile("([A-Z]\\S*|[a-z]+(_[a-z]+)+)( \\S+){2,}");

  /** One assumption in a description; in a list of several, each ends with its line. */
  private static final Pattern ASSUMPTION = Pattern.compile("Assumption: (.+)");

  /** Below these keys stand values, not descriptions. */
  private static final Set<String> VALUES = Set.of("example", "value", "default");

  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
  private final String text;
  private final JsonNode document;

  ContractDocumentTest() throws IOException {
    text = Files.readString(DOCUMENT);
    document = yaml.readTree(text);
  }

  @Test
  void theDocumentIsValidOpenApi() {
    var options = new ParseOptions();
    options.setResolve(true);

    var parsed = new OpenAPIV3Parser().readContents(text, null, options);

    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.0.3");
  }

  @Test
  void theOperationsAreTheAgreedOnes() {
    assertThat(operations().map(Operation::id))
        .containsExactlyInAnyOrder(
            "upload",
            "getPublicUrl",
            "deleteFiles",
            "process",
            "getPublicFile",
            "uploadImage",
            "presignUploadImage",
            "uploadImagePresigned",
            "processImage",
            "presignProcessImage",
            "processImagePresigned",
            "initializeAiCut",
            "presignInitializeAiCut",
            "initializeAiCutPresigned",
            "segment",
            "generateAiBackground",
            "inpaint");
  }

  @Test
  void everyPathButThePublicOneEndsInASlash() {
    assertThat(operations().map(Operation::path).filter(path -> !path.endsWith("/")))
        .containsExactly("/pub/{token}/{name}");
  }

  @Test
  void everyOperationIsDescribedAndSaysWhoMayCallIt() {
    assertThat(operations())
        .allSatisfy(
            operation -> {
              assertThat(operation.node().path("summary").asText()).isNotBlank();
              assertThat(operation.node().path("description").asText()).isNotBlank();
              assertThat(operation.node().path("security").isArray()).isTrue();
            });
  }

  @Test
  void everyOperationHasExactlyOneTagThatIsDescribed() {
    var described =
        document
            .path("tags")
            .valueStream()
            .filter(tag -> !tag.path("description").asText().isBlank())
            .map(tag -> tag.path("name"))
            .toList();

    assertThat(operations())
        .allSatisfy(
            operation -> assertThat(operation.node().path("tags")).singleElement().isIn(described));
  }

  @Test
  void everyRefusalForTheRateSaysForHowLong() {
    assertThat(operations())
        .allSatisfy(
            operation -> {
              var refusal = resolve(operation.responses().path("429"));
              var retryAfter = resolve(refusal.at("/headers/Retry-After"));
              assertThat(retryAfter.path("required").asBoolean()).isTrue();
            });
  }

  @Test
  void everyOperationOfTheApiCanFailOnTheVendorsSide() {
    assertThat(operations().filter(operation -> operation.path().startsWith("/v3/")))
        .allSatisfy(operation -> assertThat(operation.statuses()).contains("500", "503", "504"));
  }

  @Test
  void everyOperationWithABodyCanBeRefusedForIt() {
    assertThat(operations().filter(operation -> operation.node().has("requestBody")))
        .allSatisfy(operation -> assertThat(operation.statuses()).contains("400"));
  }

  @Test
  void everyOperationThatAsksForPermissionCanBeRefusedForIt() {
    assertThat(operations().filter(operation -> !operation.statuses().contains("401")))
        .extracting(Operation::id)
        .containsExactlyInAnyOrder("getPublicFile", "segment");
  }

  @Test
  void everyOperationThatCostsCreditsStatesItsPrice() {
    assertThat(operations().filter(operation -> operation.node().has("x-credits-per-call")))
        .extracting(Operation::id)
        .containsExactlyInAnyOrderElementsOf(CHARGED);
  }

  @Test
  void everyOperationThatCostsCreditsCanBeRefusedForLackOfThem() {
    assertThat(operations().filter(operation -> operation.statuses().contains("402")))
        .extracting(Operation::id)
        .containsExactlyInAnyOrderElementsOf(CHARGED);
  }

  @Test
  void everyFailureIsAnErrorWhoseExamplesAreSentences() {
    assertThat(operations().flatMap(this::failures))
        .isNotEmpty()
        .allSatisfy(
            failure -> {
              var body = failure.at("/content/application~1json");
              assertThat(body.at("/schema/$ref").asText()).isEqualTo("#/components/schemas/Error");
              assertThat(body.path("examples").valueStream().map(this::resolve))
                  .isNotEmpty()
                  .extracting(example -> example.at("/value/detail").asText())
                  .allSatisfy(detail -> assertThat(detail).matches(SENTENCE));
            });
  }

  @Test
  void everyPropertyIsDescribedAndHasAnExample() {
    assertThat(places().filter(place -> place.pointer().matches(".*/properties/[^/]+")))
        .isNotEmpty()
        .allSatisfy(
            place -> {
              var property = resolve(place.node());
              assertThat(property.path("description").asText()).isNotBlank();
              assertThat(List.of(property, resolve(property.path("items"))))
                  .anyMatch(schema -> schema.has("example"));
            });
  }

  @Test
  void everyBodyButThatOfAFileHasAnExample() {
    assertThat(places().filter(place -> place.pointer().matches(".*/content/(?!image)[^/]+")))
        .isNotEmpty()
        .allSatisfy(place -> assertThat(place.node().path("examples")).isNotEmpty());
  }

  @Test
  void everyAssumptionIsMarkedAndStandsInTheDescriptionToo() {
    assertThat(places().filter(Place::assumes))
        .isNotEmpty()
        .allSatisfy(
            place -> {
              var marked = place.node().path("x-assumption").asText().strip().lines().toList();
              var described = ASSUMPTION.matcher(place.node().path("description").asText());
              assertThat(described.results().map(found -> found.group(1)))
                  .containsExactlyElementsOf(marked);
            });
  }

  @Test
  void everyExampleAndEveryDefaultFitsItsSchema() {
    assertThat(places().flatMap(this::samples))
        .isNotEmpty()
        .allSatisfy(sample -> assertThat(violations(sample.schema(), sample.value())).isEmpty());
  }

  @Test
  void aRequestInOneDialectIsAccepted() throws IOException {
    assertThat(violations("ProcessRequest", "{input_key: a, output_variants: [{output_key: b}]}"))
        .isEmpty();
  }

  @Test
  void aRequestInTwoDialectsIsRefused() throws IOException {
    assertThat(violations("UploadRequest", "{file: a, key: b, files: [c], upload_path: d}"))
        .isNotEmpty();
  }

  @Test
  void aRequestInNoDialectIsRefused() throws IOException {
    assertThat(violations("UploadRequest", "{file: a, upload_path: b}")).isNotEmpty();
  }

  private Stream<Operation> operations() {
    return document
        .path("paths")
        .propertyStream()
        .flatMap(
            path -> path.getValue().valueStream().map(node -> new Operation(path.getKey(), node)));
  }

  private Stream<JsonNode> failures(Operation operation) {
    return operation
        .responses()
        .propertyStream()
        .filter(response -> !response.getKey().startsWith("2"))
        .map(response -> resolve(response.getValue()));
  }

  private Stream<Place> places() {
    return placesBelow(new Place("", document));
  }

  private static Stream<Place> placesBelow(Place place) {
    var below =
        place
            .node()
            .propertyStream()
            .filter(child -> !VALUES.contains(child.getKey()))
            .map(child -> place.child(child.getKey(), child.getValue()))
            .flatMap(ContractDocumentTest::placesBelow);
    return Stream.concat(Stream.of(place), below);
  }

  /** The values shown at a place: its own example and default, or the named examples of a body. */
  private Stream<Sample> samples(Place place) {
    var node = place.node();
    var schema = node.path("schema").isMissingNode() ? node : node.path("schema");
    var own = Stream.of("example", "default").filter(node::has).map(node::get);
    var named =
        node.has("schema")
            ? node.path("examples").valueStream().map(this::resolve).map(each -> each.get("value"))
            : Stream.<JsonNode>empty();
    return Stream.concat(own, named).map(value -> new Sample(place.pointer(), schema, value));
  }

  private List<Error> violations(String schema, String value) throws IOException {
    return violations(document.at("/components/schemas/" + schema), yaml.readTree(value));
  }

  private List<Error> violations(JsonNode schema, JsonNode value) {
    var config = SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
    var registry =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi30(), builder -> builder.schemaRegistryConfig(config));
    ObjectNode root = resolve(schema).deepCopy();
    root.set("components", document.path("components"));
    return registry.getSchema(root).validate(value);
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
  }

  private record Operation(String path, JsonNode node) {
    String id() {
      return node.path("operationId").asText();
    }

    JsonNode responses() {
      return node.path("responses");
    }

    List<String> statuses() {
      return responses().propertyStream().map(response -> response.getKey()).toList();
    }
  }

  private record Place(String pointer, JsonNode node) {
    Place child(String key, JsonNode child) {
      return new Place(pointer + "/" + key.replace("~", "~0").replace("/", "~1"), child);
    }

    boolean assumes() {
      return node.has("x-assumption")
          || ASSUMPTION.matcher(node.path("description").asText()).find();
    }
  }

  private record Sample(String pointer, JsonNode schema, JsonNode value) {}
}
