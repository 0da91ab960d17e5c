package dev.clearcut.contract.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run saw.
 *
 * @param scenarios sorted by name
 */
public record Snapshot(List<Scenario> scenarios) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads what {@link #write} has written. */
  public static Snapshot read(Path file) {
    try {
      return JSON.readValue(file.toFile(), Snapshot.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All steps of all scenarios. */
  public Stream<Step> steps() {
    return scenarios.stream().flatMap(scenario -> scenario.steps().stream());
  }

  /** Writes a line for each call, so that a review can read what has changed. */
  public void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    return """
    {
      "scenarios": [
        %s
      ]
    }
    """
        .formatted(scenarios.stream().map(Snapshot::text).collect(Collectors.joining(",\n    ")));
  }

  private static String text(Scenario scenario) {
    return "{\"name\": %s, \"passed\": %s, \"observed\": %s, \"steps\": [%s]}"
        .formatted(
            json(scenario.name()),
            scenario.passed(),
            json(scenario.observed()),
            scenario.steps().stream()
                .map(Snapshot::json)
                .collect(Collectors.joining(",\n      ", "\n      ", "")));
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
