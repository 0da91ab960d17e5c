package dev.clearcut.mock.hostile;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/** Bodies made of a good one by changing each of its values, and its text. */
public final class HostileJson {

  private static final String PLACE = "\"HERE\"";
  private static final int DEEP = 10_000;

  /** What stands where something else is expected; as text, for not all of it is JSON. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1.5",
          "1e400",
          "-1e400",
          "1e-400",
          "1E2147483648",
          "2147483648",
          "99999999999999999999",
          "9".repeat(5000),
          "00",
          "NaN",
          "Infinity",
          "'a'",
          "undefined",
          "\"\"",
          "\" \"",
          "\"x\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\u202e\"",
          "\"" + "x".repeat(1025) + "\"",
          "\"" + "x".repeat(100_000) + "\"",
          "\"../../etc/passwd\"",
          "\"${jndi:ldap://x}%s%n{0}\"",
          "[]",
          "{}",
          "[null]",
          "[[[[]]]]",
          "{\"\":{}}",
          "{\"__proto__\":{\"a\":1}}",
          "[".repeat(100) + "]".repeat(100));

  private final ObjectMapper mapper = new ObjectMapper();
  private final BiFunction<String, byte[], Request> request;
  private final String good;
  private final List<Request> all = new ArrayList<>();

  private HostileJson(String good, BiFunction<String, byte[], Request> request) {
    this.good = good;
    this.request = request;
  }

  /**
   * All that can be made of a good body.
   *
   * @param request makes the request of what is wrong and the body
   */
  public static List<Request> all(
      String good, BiFunction<String, byte[], Request> request, List<Random> randoms) {
    HostileJson bodies = new HostileJson(good, request);
    bodies.otherValues();
    bodies.otherFields();
    bodies.otherTexts();
    bodies.otherEncodings();
    randoms.forEach(bodies::mutations);
    return bodies.all;
  }

  private void otherValues() {
    for (JsonPointer place : places(tree(), JsonPointer.empty())) {
      for (String value : VALUES) {
        ObjectNode body = tree();
        JsonNode parent = body.at(place.head());
        if (parent instanceof ObjectNode object) {
          object.put(place.last().getMatchingProperty(), "HERE");
        } else {
          ((ArrayNode) parent).set(place.last().getMatchingIndex(), "HERE");
        }
        String shown = value.length() > 40 ? value.substring(0, 40) + "…" : value;
        add(place + " = " + shown, body.toString().replace(PLACE, value));
      }
    }
  }

  private void otherFields() {
    for (JsonPointer place : places(tree(), JsonPointer.empty())) {
      ObjectNode body = tree();
      if (body.at(place.head()) instanceof ObjectNode object) {
        String field = place.last().getMatchingProperty();
        JsonNode value = object.remove(field);
        add("without " + place, body.toString());
        object.set(field.toUpperCase(), value);
        add("in capitals: " + place, body.toString());
        object.remove(field.toUpperCase());
        object.put("HERE", true);
        String twice = "\"%s\":%s,\"%s\":1".formatted(field, value, field);
        add("twice: " + place, body.toString().replace("\"HERE\":true", twice));
        object.set(field, value);
        object.set("x".repeat(10_000), value);
        add("a long unknown field beside " + place, body.toString());
      }
    }
  }

  private void otherTexts() {
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "0",
            "\"x\"",
            "[]",
            "[{}]",
            "{}",
            "{",
            "}",
            "{\"\"",
            "{\"a\":}",
            "{,}",
            "{\"a\":1,}",
            "/* */ {}",
            "{} // x",
            good + good,
            good + "]",
            good.replace('"', '\''),
            "<xml/>",
            "a=b",
            "[".repeat(DEEP),
            "[".repeat(DEEP) + "]".repeat(DEEP),
            "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
            "{\"a\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
            good.substring(0, good.length() - 1)
                + ",\"a\":"
                + "[".repeat(900)
                + "]".repeat(900)
                + "}",
            good.substring(0, good.length() - 1) + ",\"a\":" + "9".repeat(900) + "}",
            good.substring(0, good.length() - 1) + ",\"a\":" + "9".repeat(900_000) + "}",
            "\"" + "x".repeat(1_100_000) + "\"",
            " ".repeat(1_100_000) + good,
            " ".repeat(1_000_000) + good)) {
      add("a text of " + text.length() + " characters", text);
    }
  }

  private void otherEncodings() {
    byte[] utf8 = good.getBytes(UTF_8);
    add("with a byte order mark", ("\ufeff" + good).getBytes(UTF_8));
    add("in UTF-16", good.getBytes(UTF_16LE));
    add("in UTF-16 with a byte order mark", ("\ufeff" + good).getBytes(UTF_16BE));
    add("in UTF-32", good.getBytes(Charset.forName("UTF-32")));
    byte[] notUtf8 = utf8.clone();
    notUtf8[good.indexOf(':') - 3] = (byte) 0xFF;
    add("not in UTF-8", notUtf8);
  }

  private void mutations(Random random) {
    byte[] utf8 = good.getBytes(UTF_8);
    for (int i = 0; i < 20; i++) {
      byte[] bad = utf8.clone();
      bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      add("a changed octet", bad);
      add("cut short", Arrays.copyOf(utf8, random.nextInt(utf8.length)));
    }
  }

  private void add(String what, String text) {
    add(what, text.getBytes(UTF_8));
  }

  private void add(String what, byte[] body) {
    all.add(request.apply(what, body));
  }

  private ObjectNode tree() {
    try {
      return (ObjectNode) mapper.readTree(good);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(good, e);
    }
  }

  /** All places below a node. */
  private static List<JsonPointer> places(JsonNode node, JsonPointer at) {
    List<JsonPointer> places = new ArrayList<>();
    node.propertyStream()
        .forEach(
            field -> {
              places.add(at.appendProperty(field.getKey()));
              places.addAll(places(field.getValue(), at.appendProperty(field.getKey())));
            });
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        places.add(at.appendIndex(i));
        places.addAll(places(node.get(i), at.appendIndex(i)));
      }
    }
    return places;
  }
}
