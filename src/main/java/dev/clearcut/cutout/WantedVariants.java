package dev.clearcut.cutout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.clearcut.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Turns what a caller asked for into variants by name, or says which field is wrong and why. */
@ApplicationScoped
class WantedVariants {

  private static final String DEFAULT_PRESET = "transparent";
  private static final String NO_BODY =
      "The body is not a JSON object such as {\"presets\": [\"amazon\"]}.";
  private static final String NO_ARRAY =
      "variants is not a JSON array such as [{\"name\": \"hero\", \"format\": \"webp\"}].";

  private final Presets presets;
  private final ObjectReader json;
  private final Validator validator;
  private final CutoutConfig config;

  WantedVariants(Presets presets, ObjectMapper json, Validator validator, CutoutConfig config) {
    this.presets = presets;
    this.json =
        json.reader()
            .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    this.validator = validator;
    this.config = config;
  }

  /** Reads the form field {@code variants}, a JSON array; null and blank are none. */
  List<VariantRequest> parseVariants(String array) {
    return array == null || array.isBlank()
        ? List.of()
        : parse("variants", array, new TypeReference<>() {});
  }

  /** Reads a JSON body. */
  VariantsRequest parseBody(String body) {
    VariantsRequest request =
        parse("", body == null ? "" : body, new TypeReference<VariantsRequest>() {});
    if (request == null) {
      throw Problems.INVALID_REQUEST.with(NO_BODY);
    }
    return request;
  }

  private <T> T parse(String root, String text, TypeReference<T> type) {
    try {
      return json.forType(type).readValue(text);
    } catch (JsonProcessingException e) {
      throw Problems.INVALID_REQUEST.with(describe(root, e));
    }
  }

  /**
   * All wanted variants by name, presets first; the preset {@code transparent} when nothing is
   * named.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the field that is wrong
   */
  Map<String, VariantSpec> resolve(VariantsRequest request) {
    Map<String, VariantSpec> wanted = new LinkedHashMap<>();
    request.presets().forEach(preset -> wanted.putAll(presets.variants(preset)));
    for (int i = 0; i < request.variants().size(); i++) {
      VariantRequest variant = request.variants().get(i);
      VariantSpec spec = check("variants[%d]".formatted(i), variant);
      VariantSpec other = wanted.putIfAbsent(variant.name(), spec);
      if (other != null && !other.equals(spec)) {
        throw Problems.INVALID_REQUEST.with(
            "variants[%d].name: \"%s\" is asked for twice with different parameters."
                .formatted(i, variant.name()));
      }
    }
    if (wanted.isEmpty()) {
      wanted.putAll(presets.variants(DEFAULT_PRESET));
    }
    if (wanted.size() > config.maxVariants()) {
      throw Problems.INVALID_REQUEST.with(
          "%d variants are asked for; at most %d can be made in one request."
              .formatted(wanted.size(), config.maxVariants()));
    }
    return wanted;
  }

  private VariantSpec check(String field, VariantRequest variant) {
    if (variant == null) {
      throw Problems.INVALID_REQUEST.with(field + " is null; give it at least a name.");
    }
    for (ConstraintViolation<?> violation : validator.validate(variant)) {
      throw Problems.INVALID_REQUEST.with(
          "%s.%s %s.".formatted(field, violation.getPropertyPath(), violation.getMessage()));
    }
    try {
      return variant.spec();
    } catch (IllegalArgumentException e) {
      throw Problems.INVALID_REQUEST.with(field + "." + e.getMessage());
    }
  }

  private static String describe(String root, JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping)
        || mapping.getPath().isEmpty()
        || mapping.getCause() instanceof StreamReadException) {
      return root.isEmpty() ? NO_BODY : NO_ARRAY;
    }
    String field = path(root, mapping.getPath());
    if (e instanceof UnrecognizedPropertyException unknown) {
      return "%s is not a known field. Known fields: %s."
          .formatted(
              field,
              unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ")));
    }
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType().isEnum()) {
      return "%s: \"%s\" is not one of %s."
          .formatted(field, wrong.getValue(), words(wrong.getTargetType()));
    }
    if (e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
      return "%s must be %s.".formatted(field, kind(mismatch.getTargetType()));
    }
    return field + " is not valid JSON.";
  }

  private static String words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(value -> value.toString().toLowerCase())
        .collect(Collectors.joining(", "));
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + words(type);
    }
    if (Number.class.isAssignableFrom(type) || type == int.class) {
      return "a whole number";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a string";
    }
    return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
  }

  private static String path(String root, List<Reference> steps) {
    StringBuilder path = new StringBuilder(root);
    for (Reference step : steps) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
