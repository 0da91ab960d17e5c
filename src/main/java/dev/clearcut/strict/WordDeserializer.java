package dev.clearcut.strict;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Reads what is written as one word: a string, letter by letter, with nothing around it. */
final class WordDeserializer<T> extends StdDeserializer<T> {

  private static final long serialVersionUID = 1L;

  private final transient Function<String, T> words;

  /**
   * @param words throws a DateTimeException, or gives null, for what is none
   */
  WordDeserializer(Class<T> type, Function<String, T> words) {
    super(type);
    this.words = words;
  }

  static <T> WordDeserializer<T> ofEnum(Class<T> type) {
    return new WordDeserializer<>(type, words(type)::get);
  }

  /** The constants of an enum by what they are written as, in their order. */
  static <T> Map<String, T> words(Class<T> type) {
    ObjectMapper writer = new ObjectMapper();
    Map<String, T> words = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants())
        .forEach(constant -> words.put(writer.convertValue(constant, String.class), constant));
    return words;
  }

  @Override
  public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    Class<?> type = handledType();
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      Object given = parser.currentToken().isNumeric() ? parser.getNumberValue() : null;
      throw given == null
          ? context.wrongTokenException(parser, type, JsonToken.VALUE_STRING, null)
          : context.weirdNumberException((Number) given, type, "no word");
    }
    String text = parser.getText();
    try {
      T word = words.apply(text);
      if (word != null) {
        return word;
      }
    } catch (DateTimeException none) {
      // Said below.
    }
    throw context.weirdStringException(text, type, "no known word");
  }
}
