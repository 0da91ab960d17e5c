package dev.clearcut.contract.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Dialect;
import dev.clearcut.contract.Operation;
import dev.clearcut.contract.snapshot.Scenario;
import dev.clearcut.contract.snapshot.Snapshot;
import dev.clearcut.contract.snapshot.Step;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A documented answer that no call got is a hole, wherever it is. */
class CoverageTest {

  private static final Contract CONTRACT = Contract.ours();

  @Test
  void aRunThatSawAllHasNoHole() {
    assertThat(coverage(step -> true).holes()).isEmpty();
  }

  @Test
  void aRunThatSawNothingHasThemAll() {
    Coverage coverage = coverage(step -> false);

    assertThat(coverage.holes())
        .contains(
            "segment: the documented status 404 was never answered",
            "upload: no call in the path dialect succeeded")
        .doesNotContain("inpaint: the documented status 200 was never answered");
    assertThat(new MarkdownTable().of(coverage))
        .contains("| `segment` | AI Cut | never called | missing |")
        .contains("- Missing: upload: no call in the path dialect succeeded")
        .contains("| reserved |");
  }

  @Test
  void oneStatusThatIsMissingIsNamed() {
    Coverage coverage =
        coverage(step -> !(step.operation().equals("process") && step.status() == 402));

    assertThat(coverage.holes())
        .containsExactly("process: the documented status 402 was never answered");
    assertThat(new HtmlTable().of(coverage)).contains("<td class=\"hole\">missing");
  }

  @Test
  void oneDialectThatIsMissingIsNamed() {
    Coverage coverage =
        coverage(
            step ->
                !(step.operation().equals("process")
                    && step.dialect().equals("path")
                    && step.status() == 200));

    assertThat(coverage.holes()).containsExactly("process: no call in the path dialect succeeded");
  }

  @Test
  void anAnswerThatIsNotDocumentedIsShownAsSuch() {
    Coverage coverage =
        Coverage.of(CONTRACT, new Snapshot(List.of(scenario(step("segment", 418)))));

    assertThat(new MarkdownTable().of(coverage)).contains("1 (not documented)");
  }

  /** A run that saw each documented status in each dialect, but for some. */
  private static Coverage coverage(Predicate<Step> seen) {
    Step[] steps =
        CONTRACT.operations().stream()
            .flatMap(
                operation ->
                    operation.dialects().stream()
                        .flatMap(
                            dialect ->
                                operation.sentences().keySet().stream()
                                    .map(status -> step(operation, dialect, status))))
            .filter(seen)
            .toArray(Step[]::new);
    return Coverage.of(CONTRACT, new Snapshot(List.of(scenario(steps))));
  }

  private static Scenario scenario(Step... steps) {
    return new Scenario("all", true, Map.of(), List.of(steps));
  }

  private static Step step(Operation operation, Dialect dialect, String status) {
    return new Step(
        operation.id(),
        dialect.label(),
        "Token",
        Integer.parseInt(status),
        "",
        List.of(),
        Map.of());
  }

  private static Step step(String operation, int status) {
    return step(CONTRACT.operation(operation), Dialect.AI_CUT, String.valueOf(status));
  }
}
