package dev.clearcut.mock.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads JSON bodies strictly, and says of a wrong one which field is wrong and how. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class AdminJson {

  private final ObjectReader reader;
  private final ObjectMapper mapper;

  AdminJson(ObjectMapper mapper) {
    this.mapper = mapper;
    this.reader =
        mapper
            .reader()
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Reads an object.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when the body is anything else
   */
  <T> T read(String body, Class<T> type) {
    try {
      T value = body == null || body.isBlank() ? null : reader.forType(type).readValue(body);
      if (value == null) {
        throw AdminProblems.invalid("The body is missing. Send a JSON object.");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw AdminProblems.invalid(describe(e));
    }
  }

  private String describe(JsonProcessingException e) {
    if (e instanceof ValueInstantiationException wrong
        && wrong.getCause() instanceof IllegalArgumentException refusal) {
      return refusal.getMessage();
    }
    if (!(e instanceof JsonMappingException mapping)
        || mapping.getPath().isEmpty()
        || mapping.getCause() instanceof StreamReadException
            && !(mapping.getCause() instanceof InputCoercionException)) {
      return "The body is not a JSON object: " + e.getOriginalMessage();
    }
    String field = path(mapping.getPath());
    if (mapping.getCause() instanceof InputCoercionException tooLarge) {
      return field + " is not a number that can be used here: " + tooLarge.getOriginalMessage();
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "%s is not a known field. Known fields: %s."
          .formatted(
              field,
              unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType() != null) {
      return "%s must be %s, but is \"%s\"."
          .formatted(field, kind(wrong.getTargetType()), wrong.getValue());
    }
    if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
      return "%s must be %s.".formatted(field, kind(wrong.getTargetType()));
    }
    return field + " cannot be read: " + e.getOriginalMessage();
  }

  private String kind(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(word -> mapper.convertValue(word, String.class))
              .collect(Collectors.joining(", "));
    }
    if (type == Duration.class) {
      return "a duration such as PT0.5S or PT2H";
    }
    if (type == Integer.class || type == Long.class) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(type)) {
      return "a number";
    }
    return type == String.class ? "a string" : "an object";
  }

  private static String path(List<Reference> steps) {
    return steps.stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
