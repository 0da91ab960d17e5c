package dev.clearcut.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code deploy/vex.json} tells scanners is what {@code SECURITY.md} tells people. */
class VexTest {

  private static final Set<String> STATES =
      Set.of("resolved", "exploitable", "in_triage", "not_affected");

  /** {@code CVE-2026-54512 to -54518}, {@code CVE-2026-59888, -59889}. */
  private static final Pattern ADVISORY = Pattern.compile("CVE-(\\d{4})-(\\d+)((?:,| to| -\\d+)*)");

  private static final Pattern MORE = Pattern.compile("(to |, )-(\\d+)");

  private final JsonNode vex = new ObjectMapper().readTree(Path.of("deploy/vex.json").toFile());

  VexTest() throws IOException {}

  @Test
  void hasTheAdvisoriesOfThePage() throws IOException {
    Set<String> known = new TreeSet<>();
    vex.path("vulnerabilities").forEach(each -> known.add(each.path("id").asText()));

    assertThat(known).isEqualTo(advisories(Files.readString(Path.of("SECURITY.md"))));
  }

  @Test
  void readsListsAndRangesOfThePage() {
    assertThat(advisories("CVE-2026-1 to -3; CVE-2025-10, -12 and CVE-2024-7"))
        .containsExactly(
            "CVE-2024-7", "CVE-2025-10", "CVE-2025-12", "CVE-2026-1", "CVE-2026-2", "CVE-2026-3");
  }

  @Test
  void saysOfEachWhyAndOfWhichLibrary() {
    Set<String> components = new TreeSet<>();
    components.add(vex.at("/metadata/component/bom-ref").asText());
    vex.path("components").forEach(each -> components.add(each.path("bom-ref").asText()));

    for (JsonNode each : vex.path("vulnerabilities")) {
      JsonNode analysis = each.path("analysis");
      assertThat(STATES).contains(analysis.path("state").asText());
      assertThat(analysis.path("detail").asText()).isNotBlank();
      assertThat(analysis.has("justification"))
          .isEqualTo(analysis.path("state").asText().equals("not_affected"));
      assertThat(components).contains(each.at("/affects/0/ref").asText());
    }
  }

  @Test
  void namesTheVersionsThatAreShipped() {
    String libraries = System.getProperty("java.class.path");

    for (JsonNode each : vex.path("components")) {
      String jar = "%s-%s.jar".formatted(each.path("name").asText(), each.path("version").asText());
      assertThat(libraries).contains(jar);
    }
  }

  private static Set<String> advisories(String text) {
    Set<String> all = new TreeSet<>();
    Matcher advisory = ADVISORY.matcher(text);
    while (advisory.find()) {
      int last = Integer.parseInt(advisory.group(2));
      add(all, advisory.group(1), last, last);
      Matcher more = MORE.matcher(advisory.group(3));
      while (more.find()) {
        int next = Integer.parseInt(more.group(2));
        add(all, advisory.group(1), more.group(1).equals("to ") ? last : next, next);
        last = next;
      }
    }
    return all;
  }

  private static void add(Set<String> all, String year, int from, int to) {
    for (int number = from; number <= to; number++) {
      all.add("CVE-%s-%d".formatted(year, number));
    }
  }
}
