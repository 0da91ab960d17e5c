package dev.clearcut.mock.admin;

import dev.clearcut.strict.StrictJson;
import dev.clearcut.strict.UnreadableJson;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads JSON bodies strictly, and says of a wrong one which field is wrong and how. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class AdminJson {

  private final StrictJson json = new StrictJson();

  /**
   * Reads an object.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when the body is anything else
   */
  <T> T read(String body, Class<T> type) {
    try {
      T value =
          body == null || body.isBlank()
              ? null
              : json.read(body, type, "", "The body is not a JSON object.");
      if (value == null) {
        throw AdminProblems.invalid("The body is missing. Send a JSON object.");
      }
      return value;
    } catch (UnreadableJson e) {
      throw AdminProblems.invalid(e.getMessage());
    }
  }
}
