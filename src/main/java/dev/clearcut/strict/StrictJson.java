package dev.clearcut.strict;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads JSON as it is written, and says of what is wrong which field it is and what it must be.
 * Nothing is made to fit: {@code "5"} is no number, {@code 5.0} no whole one, {@code 1} no boolean,
 * {@code " png"} not {@code png}; no field comes twice, none is unknown, and nothing follows.
 */
public final class StrictJson {

  /** What the parser says of a field that comes again. */
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  /** What the binder says of a text that it would have made to fit. */
  private static final Pattern TEXT =
      Pattern.compile(
          "Cannot coerce (?:\\w+ )?String(?: value)? \\(\"(.*)\"\\) to .*", Pattern.DOTALL);

  private final JsonMapper mapper;

  public StrictJson() {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    mapper =
        JsonMapper.builder(factory)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(
                all ->
                    all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                        .setAcceptBlankAsEmpty(false))
            .withCoercionConfig(
                LogicalType.Textual,
                text ->
                    Stream.of(
                            CoercionInputShape.Integer,
                            CoercionInputShape.Float,
                            CoercionInputShape.Boolean)
                        .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
            .addModule(words())
            .build();
  }

  /** Enums and durations are the words that they are written as, and no others. */
  private static SimpleModule words() {
    SimpleModule module = new SimpleModule();
    module.addDeserializer(Duration.class, new WordDeserializer<>(Duration.class, Duration::parse));
    module.setDeserializerModifier(
        new BeanDeserializerModifier() {
          private static final long serialVersionUID = 1L;

          @Override
          public JsonDeserializer<?> modifyEnumDeserializer(
              DeserializationConfig config,
              JavaType type,
              BeanDescription description,
              JsonDeserializer<?> stock) {
            return WordDeserializer.ofEnum(type.getRawClass());
          }
        });
    return module;
  }

  /**
   * Reads a text.
   *
   * @param root what the text is called in sentences; empty for a body
   * @param otherwise what is said of a text that is something else altogether
   * @return null for the JSON {@code null}
   * @throws UnreadableJson with a sentence that names the field
   */
  public <T> T read(String text, TypeReference<T> type, String root, String otherwise)
      throws UnreadableJson {
    return read(text, mapper.constructType(type), root, otherwise);
  }

  /** Reads a text of a plain type; as the other. */
  public <T> T read(String text, Class<T> type, String root, String otherwise)
      throws UnreadableJson {
    return read(text, mapper.constructType(type), root, otherwise);
  }

  private <T> T read(String text, JavaType type, String root, String otherwise)
      throws UnreadableJson {
    try {
      return mapper.readValue(text, type);
    } catch (ValueInstantiationException incomplete) {
      throw new UnreadableJson(
          unknownField(text, type).orElseGet(() -> describe(root, otherwise, incomplete)));
    } catch (JsonProcessingException e) {
      throw new UnreadableJson(describe(root, otherwise, e));
    }
  }

  /** A record that misses a field says so before the binder says that another is not known. */
  private Optional<String> unknownField(String text, JavaType type) {
    List<String> known =
        mapper.getDeserializationConfig().introspect(type).findProperties().stream()
            .map(BeanPropertyDefinition::getName)
            .sorted()
            .toList();
    try {
      return mapper
          .readTree(text)
          .propertyStream()
          .map(Map.Entry::getKey)
          .filter(name -> !known.contains(name))
          .findFirst()
          .map(name -> Spelling.unknown("field", "", name, known));
    } catch (JsonProcessingException broken) {
      return Optional.empty();
    }
  }

  private static String describe(String root, String otherwise, JsonProcessingException e) {
    if (e instanceof ValueInstantiationException wrong && wrong.getCause() != null) {
      return wrong.getCause().getMessage();
    }
    List<Reference> steps =
        e instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    String field = path(root, steps);
    Throwable syntax = e.getCause() instanceof StreamReadException cause ? cause : e;
    if (syntax instanceof InputCoercionException) {
      return Spelling.shown(field) + " is too large a number.";
    }
    if (syntax instanceof StreamReadException broken) {
      return twice(root, broken).orElse(otherwise);
    }
    if (steps.isEmpty()) {
      return otherwise;
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      return Spelling.unknown(
          "field",
          field.substring(0, field.length() - unknown.getPropertyName().length()),
          unknown.getPropertyName(),
          unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList());
    }
    if (e instanceof InvalidFormatException wrong && wrong.getTargetType() != null) {
      return "%s must be %s, but is %s."
          .formatted(field, kind(wrong.getTargetType()), value(wrong.getValue()));
    }
    if (e instanceof MismatchedInputException wrong && wrong.getTargetType() != null) {
      Matcher text = TEXT.matcher(wrong.getOriginalMessage());
      return "%s must be %s%s."
          .formatted(
              field,
              kind(wrong.getTargetType()),
              text.matches() ? ", but is " + value(text.group(1)) : "");
    }
    return field + " cannot be read.";
  }

  private static Optional<String> twice(String root, StreamReadException broken) {
    Matcher name = TWICE.matcher(broken.getOriginalMessage());
    return name.lookingAt()
        ? Optional.of(
            "%s%s is given twice. Give it once."
                .formatted(
                    root.isEmpty() ? "" : "In " + root + ", ", Spelling.shown(name.group(1))))
        : Optional.empty();
  }

  private static String value(Object value) {
    return value instanceof CharSequence
        ? Spelling.quoted(value.toString())
        : String.valueOf(value);
  }

  private static String kind(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + String.join(", ", WordDeserializer.words(type).keySet());
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
