package dev.clearcut.operation;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.clearcut.MetricsDue;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard, the alerts and the page about metrics name what there really is. */
@QuarkusTest
class MetricsTest {

  private static final Path KIT = Path.of("deploy/observability");
  private static final Path PAGE = Path.of("docs/reference/metrics.md");
  private static final Path RUNBOOK = Path.of("docs/how-to/runbook.md");

  /** A label in a line of an export, or a condition on one in a query. */
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");

  private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");
  private static final Pattern GROUPED =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
  private static final Pattern QUERIED =
      Pattern.compile("\\b([a-z]+_\\w+)\\b(?!\\s*\\()(?:\\{([^}]*)})?");
  private static final Pattern OURS = Pattern.compile("\\bclearcut_[a-z_]+[a-z]\\b");

  /** Added to every metric by Prometheus. */
  private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job");

  @Inject Event<MetricsDue> due;

  private Map<String, Set<String>> exported;
  private String export;
  private String digest;
  private String cutout;

  /** Name of a metric, and the labels that are asked of it. */
  private record Use(String metric, Set<String> labels, String query) {}

  @BeforeEach
  void work() {
    byte[] photo = Photos.unseenCup();
    digest = DigestUtils.sha256Hex(photo);
    for (String fault :
        List.of(
            "'operation': 'upload', 'phase': 'before', 'status': 503, 'headers': {'Retry-After':"
                + " '0'}",
            "'operation': 'process', 'effect': 'lose-file'")) {
      Emulator.fault(
          "{%s, 'account': '%s', 'object': 'clearcut/%s/*', 'times': 1}"
              .formatted(fault, SERVICE_ACCOUNT, digest));
    }
    for (int status : List.of(201, 200)) {
      cutout =
          given()
              .multiPart("image", "photo.jpg", photo)
              .multiPart("preset", "preview")
              .post("/cutouts")
              .then()
              .statusCode(status)
              .extract()
              .path("id");
    }
    given().get("/cutouts/{id}", cutout).then().statusCode(200);
    given().get("/cutouts/{id}/variants/{name}", cutout, "nobody-made-it").then().statusCode(404);
    due.fire(new MetricsDue());
    export = given().get("/q/metrics").then().statusCode(200).extract().asString();
    exported = new TreeMap<>();
    SAMPLE
        .matcher(export)
        .results()
        .forEach(
            sample ->
                exported
                    .computeIfAbsent(sample.group(1), name -> new TreeSet<>(OF_PROMETHEUS))
                    .addAll(labels(sample.group(2))));
  }

  @Test
  void theDashboardShowsOnlyWhatIsExported() throws IOException {
    List<String> queries = queriesOfTheDashboard();

    assertThat(queries).hasSizeGreaterThan(25);
    assertThat(missing(queries)).isEmpty();
  }

  @Test
  void theAlertsWatchOnlyWhatIsExported() throws IOException {
    List<String> queries = alerts().stream().map(alert -> alert.path("expr").asText()).toList();

    assertThat(queries).hasSizeGreaterThan(15);
    assertThat(missing(queries)).isEmpty();
  }

  @Test
  void everyAlertSaysInWordsWhatIsWrongAndWhereToReadOn() throws IOException {
    assertThat(alerts())
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/annotations/summary").asText()).hasSizeGreaterThan(15);
              assertThat(alert.at("/annotations/runbook_url").asText()).startsWith(RUNBOOK + "#");
              assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
            });
  }

  @Test
  void noMetricNamesAPhotoOrACaller() {
    assertThat(export).contains("/cutouts/{id}");
    assertThat(export).doesNotContain(digest, cutout, "photo.jpg", "nobody-made-it");
    assertThat(exported.values())
        .allSatisfy(labels -> assertThat(labels).doesNotContain("caller", "user", "key", "cutout"));
  }

  @Test
  void aNameOrLabelThatIsWrittenWronglyWouldBeFound() {
    assertThat(missing(List.of("rate(clearcut_repurchase_total[5m])"))).hasSize(1);
    assertThat(missing(List.of("clearcut_ready{chek=\"storage\"}"))).hasSize(1);
    assertThat(missing(List.of("sum by (chek) (clearcut_ready)"))).hasSize(1);
    assertThat(missing(List.of("sum by (check) (clearcut_ready{check=\"storage\"})"))).isEmpty();
  }

  @Test
  void thePageHasEveryMetricOfOursWithItsLabelsAndNoOther() throws IOException {
    String page = Files.readString(PAGE);
    Map<String, Set<String>> ours = new TreeMap<>();
    exported.forEach(
        (name, labels) -> {
          if (name.startsWith("clearcut_")) {
            Set<String> own = new TreeSet<>(labels);
            own.removeAll(OF_PROMETHEUS);
            own.remove("le");
            ours.computeIfAbsent(family(name), family -> new TreeSet<>()).addAll(own);
          }
        });
    Map<String, Set<String>> documented =
        page.lines()
            .filter(line -> line.startsWith("| `clearcut_"))
            .map(line -> line.split("\\|"))
            .collect(
                groupingBy(
                    cells -> cells[1].strip().replace("`", ""),
                    TreeMap::new,
                    flatMapping(cells -> words(cells[4]).stream(), toSet())));

    assertThat(documented).isEqualTo(ours);
    assertThat(OURS.matcher(page).results().map(MatchResult::group).map(MetricsTest::family))
        .isSubsetOf(ours.keySet());
  }

  /** The name without what tells the parts of a distribution apart. */
  private static String family(String name) {
    return name.replaceFirst("_(bucket|count|sum|max)$", "");
  }

  private static Set<String> words(String cell) {
    return Pattern.compile("`(\\w+)`")
        .matcher(cell)
        .results()
        .map(m -> m.group(1))
        .collect(toSet());
  }

  private List<Use> missing(List<String> queries) {
    return queries.stream()
        .flatMap(MetricsTest::uses)
        .filter(
            use ->
                !exported.containsKey(use.metric())
                    || !exported.get(use.metric()).containsAll(use.labels()))
        .toList();
  }

  /** All that a query groups by is asked of each of its metrics. */
  private static Stream<Use> uses(String query) {
    Set<String> grouped =
        GROUPED
            .matcher(query)
            .results()
            .flatMap(group -> Stream.of(group.group(1).split("\\s*,\\s*")))
            .collect(toSet());
    return QUERIED
        .matcher(GROUPED.matcher(query).replaceAll(""))
        .results()
        .map(
            use -> {
              Set<String> labels = new TreeSet<>(grouped);
              labels.addAll(labels(use.group(2)));
              return new Use(use.group(1), labels, query);
            });
  }

  private static Collection<String> labels(String list) {
    return list == null
        ? List.of()
        : LABEL.matcher(list).results().map(label -> label.group(1)).toList();
  }

  private static List<String> queriesOfTheDashboard() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(KIT.resolve("grafana-dashboard.json").toFile());
    return Stream.concat(
            dashboard.findValuesAsText("expr").stream(),
            stream(dashboard.at("/templating/list"))
                .map(variable -> variable.path("query").asText())
                .filter(query -> query.startsWith("label_values(")))
        .toList();
  }

  private static List<JsonNode> alerts() throws IOException {
    JsonNode rules = new YAMLMapper().readTree(KIT.resolve("prometheus-rules.yaml").toFile());
    return stream(rules.at("/groups/0/rules")).toList();
  }

  private static Stream<JsonNode> stream(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
