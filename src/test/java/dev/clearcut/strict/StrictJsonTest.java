package dev.clearcut.strict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON is taken as it is written, and nothing is made to fit. */
class StrictJsonTest {

  enum Word {
    @JsonProperty("webp")
    WEBP,
    @JsonProperty("png")
    PNG
  }

  record Sample(
      Integer whole,
      Long large,
      BigDecimal number,
      Double real,
      Boolean flag,
      Word word,
      String text,
      Duration delay,
      List<String> texts,
      Map<String, String> headers) {}

  private static final String OTHERWISE = "That is no object.";
  private static final Map<String, String> GOOD =
      Map.of(
          "whole", "7",
          "large", "7",
          "number", "7",
          "real", "7",
          "flag", "true",
          "word", "\"webp\"",
          "text", "\"webp\"",
          "delay", "\"PT1S\"",
          "texts", "[\"a\"]",
          "headers", "{\"a\": \"b\"}");

  /** One of each kind of value that JSON has, and what is easily taken for another kind. */
  private static final List<String> VALUES =
      List.of(
          "7",
          "7.0",
          "7.5",
          "7e0",
          "\"7\"",
          "\"\"",
          "\" \"",
          "true",
          "\"true\"",
          "0",
          "1",
          "\"webp\"",
          "\" webp\"",
          "\"webp \"",
          "\"webp\\u0000\"",
          "\"WEBP\"",
          "\"PT1S\"",
          "\" PT1S\"",
          "[]",
          "[\"a\"]",
          "[1]",
          "[true]",
          "[[]]",
          "{}",
          "{\"a\": \"b\"}",
          "{\"a\": 1}",
          "{\"a\": {}}");

  private static final List<String> STRINGS =
      VALUES.stream().filter(value -> value.startsWith("\"")).toList();
  private static final Map<String, List<String>> FITTING =
      Map.of(
          "whole", List.of("7", "0", "1"),
          "large", List.of("7", "0", "1"),
          "number", List.of("7", "7.0", "7.5", "7e0", "0", "1"),
          "real", List.of("7", "7.0", "7.5", "7e0", "0", "1"),
          "flag", List.of("true"),
          "word", List.of("\"webp\""),
          "text", STRINGS,
          "delay", List.of("\"PT1S\""),
          "texts", List.of("[]", "[\"a\"]"),
          "headers", List.of("{}", "{\"a\": \"b\"}"));

  private final StrictJson json = new StrictJson();

  /** A field and a value. */
  record Pair(String field, String value) {}

  @Property
  void aValueIsTakenExactlyWhenItIsOfTheKindOfTheField(@ForAll("pairs") Pair pair) {
    String text = "{\"%s\": %s}".formatted(pair.field(), pair.value());

    if (FITTING.get(pair.field()).contains(pair.value())) {
      assertThat(read(text)).isNotNull();
    } else {
      assertThatThrownBy(() -> json.read(text, Sample.class, "", OTHERWISE))
          .isInstanceOf(UnreadableJson.class)
          .message()
          .startsWith(pair.field())
          .contains(" must be ");
    }
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return Arbitraries.of(GOOD.keySet())
        .flatMap(field -> Arbitraries.of(VALUES).map(value -> new Pair(field, value)));
  }

  @Property
  void aFieldThatComesTwiceIsNamed(@ForAll("fields") String field) {
    String value = GOOD.get(field);

    assertThatThrownBy(
            () ->
                json.read(
                    "{\"%s\": %s, \"%s\": %s}".formatted(field, value, field, value),
                    Sample.class,
                    "",
                    OTHERWISE))
        .hasMessage(field + " is given twice. Give it once.");
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(GOOD.keySet());
  }

  @Test
  void aFieldThatIsNotKnownIsNamedWithTheNearest() {
    assertThatThrownBy(() -> json.read("{\"wrod\": \"png\"}", Sample.class, "", OTHERWISE))
        .hasMessageStartingWith("wrod is not a known field. Known fields: delay, flag, headers, ")
        .hasMessageEndingWith("Did you mean word?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}{}",
        "{} x",
        "[]",
        "5",
        "\"\"",
        "{'a': 1}",
        "{\"flag\": tru}",
        "{a: 1}",
        "NaN",
        "{\"real\": NaN}",
        "{\"real\": Infinity}",
        "{,}",
        "{\"flag\": true,}",
        "{} // x",
        "{\"whole\": 007}",
        "\u0000"
      })
  void whatIsNoObjectIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> json.read(text, Sample.class, "", OTHERWISE)).hasMessage(OTHERWISE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"whole": 250000.9} | whole must be a whole number, but is 250000.9.
          {"whole": "250000"} | whole must be a whole number, but is "250000".
          {"whole": ""} | whole must be a whole number, but is "".
          {"whole": 1e400} | whole must be a whole number, but is
          {"whole": 99999999999} | whole is too large a number.
          {"large": 99999999999999999999} | large is too large a number.
          {"flag": 1} | flag must be true or false, but is 1.
          {"flag": "true"} | flag must be true or false, but is "true".
          {"word": 0} | word must be one of webp, png, but is 0.
          {"word": " webp"} | word must be one of webp, png, but is " webp".
          {"word": true} | word must be one of webp, png.
          {"texts": ["a", 5]} | texts[1] must be a string, but is 5.
          {"headers": {"A": true}} | headers.A must be a string, but is true.
          {"delay": 5} | delay must be a duration such as PT0.5S or PT2H, but is 5.
          """)
  void theSentenceSaysWhatItMustBeAndWhatItIs(String text, String sentence) {
    assertThatThrownBy(() -> json.read(text, Sample.class, "", OTHERWISE))
        .message()
        .startsWith(sentence)
        .hasSizeLessThan(200);
  }

  @Test
  void whatIsLeftOutOrNullIsNull() {
    assertThat(read("{\"whole\": null, \"word\": null}"))
        .isEqualTo(new Sample(null, null, null, null, null, null, null, null, null, null));
    assertThat(read("null")).isNull();
  }

  private Sample read(String text) {
    try {
      return json.read(text, Sample.class, "", OTHERWISE);
    } catch (UnreadableJson e) {
      throw new AssertionError(text, e);
    }
  }
}
