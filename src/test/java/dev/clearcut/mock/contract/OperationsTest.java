package dev.clearcut.mock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperationsTest {

  private final Operations operations = new Operations(new Contract());

  @ParameterizedTest
  @CsvSource({
    "POST, /v3/file-ops/upload/, upload",
    "POST, /v3/tools/ai/remove-bg/process/, process",
    "POST, /v3/remove-bg/process-image/presigned/, processImagePresigned",
    "GET, /pub/abc/result.png, getPublicFile",
    "HEAD, /pub/abc/result.png, getPublicFile"
  })
  void aRequestIsForTheOperationThatTheContractHasAtItsPath(
      String method, String path, String operation) {
    assertThat(operations.find(method, path).match())
        .hasValueSatisfying(match -> assertThat(match.operation().id()).isEqualTo(operation));
  }

  @Test
  void theValuesInThePathAreKnownByName() {
    assertThat(operations.find("GET", "/pub/abc/result.png").match().orElseThrow().path())
        .isEqualTo(Map.of("token", "abc", "name", "result.png"));
  }

  @Test
  void anotherMethodIsNoMatchButTellsTheRightOne() {
    Operations.Lookup lookup = operations.find("GET", "/v3/file-ops/upload/");

    assertThat(lookup.match()).isEmpty();
    assertThat(lookup.allowed()).containsExactly("POST");
  }

  @ParameterizedTest
  @CsvSource({"/v3/file-ops/upload", "/v3/nothing/", "/pub/abc", "/pub/abc/d/e", "/pub//x"})
  void anotherPathIsNoMatch(String path) {
    assertThat(operations.find("POST", path).allowed()).isEmpty();
  }

  @Test
  void anOperationKnowsItsBodyItsKeysAndItsSentences() {
    Operation process = operations.byId("process").orElseThrow();

    assertThat(process.body().orElseThrow().mediaType()).isEqualTo("application/json");
    assertThat(process.scheme()).hasValue(KeyScheme.TOKEN);
    assertThat(process.failsWith(402)).isTrue();
    assertThat(process.sentence(503, List.of()))
        .hasValue("Server is temporarily overloaded. Retry after a short delay.");
  }

  @Test
  void ofSeveralSentencesTheOneIsTakenThatNamesAFieldOfTheRequest() {
    Operation process = operations.byId("process").orElseThrow();

    assertThat(process.sentence(404, Set.of("input_key", "output_variants")))
        .hasValue("File not found at the given key.");
    assertThat(process.sentence(404, Set.of("input_file_path", "output_variants")))
        .hasValue("File not found: input_file_path does not exist.");
  }

  @Test
  void aPublicFileAndASegmentationAskForNoKey() {
    assertThat(operations.byId("getPublicFile").orElseThrow().scheme()).isEmpty();
    assertThat(operations.byId("segment").orElseThrow().scheme()).isEmpty();
  }

  @Test
  void onlyAnUploadByASignedRequestHasItsTokenInTheQuery() {
    assertThat(operations.ids())
        .filteredOn(id -> operations.byId(id).orElseThrow().redeemsToken())
        .containsExactly("initializeAiCutPresigned", "uploadImagePresigned");
  }
}
