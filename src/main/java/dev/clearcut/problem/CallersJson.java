package dev.clearcut.problem;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.clearcut.strict.StrictJson;
import dev.clearcut.strict.UnreadableJson;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;

/** Reads the JSON that callers send; what is wrong with it is a 400 that names the field. */
@Singleton
public class CallersJson {

  private final StrictJson json = new StrictJson();

  /**
   * Reads a body.
   *
   * @param otherwise what is said of one that is something else altogether, or missing
   * @throws HttpProblem 400
   */
  public <T> T body(String body, Class<T> type, String otherwise) {
    return required(() -> json.read(body == null ? "" : body, type, "", otherwise), otherwise);
  }

  /**
   * Reads a field of a form.
   *
   * @param otherwise what is said of one that is something else altogether
   * @throws HttpProblem 400
   */
  public <T> T field(String name, String text, TypeReference<T> type, String otherwise) {
    return required(() -> json.read(text, type, name, otherwise), otherwise);
  }

  private interface Reading<T> {
    T read() throws UnreadableJson;
  }

  private static <T> T required(Reading<T> reading, String otherwise) {
    try {
      T read = reading.read();
      if (read == null) {
        throw Problems.INVALID_REQUEST.with(otherwise);
      }
      return read;
    } catch (UnreadableJson e) {
      throw Problems.INVALID_REQUEST.with(e.getMessage());
    }
  }
}
