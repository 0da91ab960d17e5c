package dev.clearcut.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The examples of {@code document/examples.json}.
 *
 * @param values by name
 * @param requests the names of the examples of each operation's request body, by operation id
 * @param responses the names of the examples of each operation's answers, by operation id, status
 *     and media type
 */
record Examples(
    Map<String, Example> values,
    Map<String, String> requests,
    Map<String, Map<String, Map<String, String[]>>> responses) {

  private static final String FILE = "document/examples.json";

  /** One example. */
  record Example(String summary, Object value) {}

  static Examples read() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream file = loader.getResourceAsStream(FILE)) {
      return new ObjectMapper().readValue(file, Examples.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
