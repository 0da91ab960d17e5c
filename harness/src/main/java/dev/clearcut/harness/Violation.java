package dev.clearcut.harness;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One way in which a request was not what the contract says.
 *
 * @param field a path into the body, or the name of a part, a parameter or a header
 * @param sentence what is wrong
 * @param tolerated whether the vendor answers all the same
 */
public record Violation(String field, String sentence, boolean tolerated) {

  static Violation of(JsonNode json) {
    return new Violation(
        json.path("field").asText(),
        json.path("sentence").asText(),
        json.path("tolerated").asBoolean());
  }

  @Override
  public String toString() {
    return (field.isEmpty() ? "body" : field)
        + ": "
        + sentence
        + (tolerated ? " (the vendor overlooks it)" : "");
  }
}
