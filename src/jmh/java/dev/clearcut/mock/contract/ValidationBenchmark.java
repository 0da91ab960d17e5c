package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs the emulator to compare a process request with the contract: the difference between
 * reading the body, as any server must, and reading and checking it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ValidationBenchmark {

  private static final byte[] BODY =
      """
      {"input_key": "my-project/photo.jpg", "output_variants": [
        {"output_key": "my-project/full.png", "quality": "high"},
        {"output_key": "my-project/small.webp", "format": "webp", "max_resolution": 250000, "autocrop": true},
        {"output_key": "my-project/white.jpeg", "format": "jpeg", "background_color": "#ffffff"}]}
      """
          .getBytes(StandardCharsets.UTF_8);

  private final ObjectMapper json = new ObjectMapper();
  private Operation process;
  private RequestCheck check;

  /** Reads the contract. */
  @Setup
  public void read() {
    Contract contract = new Contract();
    SchemaCheck schemas = new SchemaCheck(contract);
    BodySchemas bodies = new BodySchemas(contract, schemas, new UndeclaredFields(contract));
    check = new RequestCheck(contract, schemas, bodies, new FormFields(contract, bodies));
    process = new Operations(contract).byId("process").orElseThrow();
    if (!check.check(request()).isEmpty()) {
      throw new IllegalStateException("The body is not what the contract says");
    }
  }

  /** The baseline: the body is read. */
  @Benchmark
  public JsonNode readOnly() throws IOException {
    return json.readTree(BODY);
  }

  /** The body is read and the whole request compared with the contract. */
  @Benchmark
  public List<Violation> readAndCheck() {
    return check.check(request());
  }

  private Incoming request() {
    try {
      return new Incoming(
          process,
          Optional.of("Token benchmark"),
          Optional.of("application/json"),
          Map.of(),
          Map.of(),
          new Body.Json(json.readTree(BODY)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
