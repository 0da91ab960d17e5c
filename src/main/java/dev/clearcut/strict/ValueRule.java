package dev.clearcut.strict;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the value of a query parameter must be, by its schema. An empty value counts as none, but
 * for a flag: where it did there, a dry run would be none.
 *
 * @param words what is said of a value that is not so, behind the parameter's name
 */
record ValueRule(Predicate<String> holds, String words) {

  private static final String IN_OUR_WORDS = "x-when-wrong";
  private static final int MOST_DAYS = 36_500;

  /** Of the years 1 to 9999: what every database can compare. */
  private static final String WITH_A_YEAR = "(?!0000)\\d{4}-.*";

  /** A pattern counts where the schema has words for it. */
  static ValueRule of(JsonNode schema) {
    if (schema.has("enum")) {
      List<String> words = schema.path("enum").valueStream().map(JsonNode::asText).toList();
      return optional(words::contains, "must be one of " + String.join(", ", words));
    }
    String type = schema.path("type").asText();
    return switch (schema.path("format").asText(type)) {
      case "boolean" -> new ValueRule(text -> text.matches("true|false"), "must be true or false");
      case "integer", "int32", "int64" ->
          wholeNumber(schema.path("minimum").asLong(), schema.path("maximum").asLong());
      case "date-time" ->
          optional(
              text -> text.matches(WITH_A_YEAR) && Instant.parse(text) != null,
              "must be a time such as 2026-11-21T05:47:38Z");
      case "date" ->
          optional(
              text -> text.matches(WITH_A_YEAR) && LocalDate.parse(text) != null,
              "must be a day of the calendar such as 2026-11-21");
      case "duration" ->
          optional(
              text ->
                  !Duration.parse(text).isNegative() && Duration.parse(text).toDays() <= MOST_DAYS,
              "must be an ISO 8601 duration of up to "
                  + MOST_DAYS
                  + " days, such as P90D or PT12H");
      default ->
          optional(
              text -> !schema.has(IN_OUR_WORDS) || text.matches(schema.path("pattern").asText()),
              schema.path(IN_OUR_WORDS).asText());
    };
  }

  private static ValueRule wholeNumber(long least, long most) {
    return optional(
        text ->
            text.matches("-?\\d{1,18}")
                && Long.parseLong(text) >= least
                && Long.parseLong(text) <= most,
        "must be a whole number from %d to %d".formatted(least, most));
  }

  /**
   * @param holds may say by a {@link DateTimeException} that it does not
   */
  private static ValueRule optional(Predicate<String> holds, String words) {
    return new ValueRule(
        text -> {
          try {
            return text.isEmpty() || holds.test(text);
          } catch (DateTimeException notATime) {
            return false;
          }
        },
        words);
  }
}
