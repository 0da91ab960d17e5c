package dev.clearcut.generated;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.generated.ServiceOperation.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of parameters: what the document wants, and what nobody expects. */
final class Values {

  /** What its schema does not say of a parameter. */
  private static final Map<String, List<String>> GOOD =
      Map.ofEntries(
          Map.entry("name", List.of("preview", "amazon", "hero")),
          Map.entry("createdAfter", List.of("2020-01-01T00:00:00Z", "2026-11-21T05:47:38.123Z")),
          Map.entry("createdBefore", List.of("2036-01-01T00:00:00Z")),
          Map.entry("fileName", List.of("photo", "PHOTO", "ö")),
          Map.entry("preset", List.of("amazon", "preview")),
          Map.entry("variant", List.of("hero", "preview")),
          Map.entry("sha256", List.of("0".repeat(64), "AB".repeat(32))),
          Map.entry("from", List.of("2026-11-01", "2026-12-31")),
          Map.entry("to", List.of("2027-01-01")),
          Map.entry("keep", List.of("P90D", "PT12H")),
          Map.entry("Prefer", List.of("respond-async", "wait=1", "respond-async, wait=2")),
          Map.entry("Range", List.of("bytes=0-9", "bytes=5-", "bytes=-5")),
          Map.entry("If-None-Match", List.of("*", "\"abc\"", "W/\"abc\", \"def\"")),
          Map.entry("If-Range", List.of("\"abc\"", "Sat, 21 Nov 2026 05:47:38 GMT")));

  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "1.5",
          "1e309",
          "99999999999999999999",
          "-9223372036854775809",
          "NaN",
          "true",
          "TRUE",
          "null",
          "[]",
          "{}",
          "{id}",
          "%{x}",
          "a,b,,c",
          "\0",
          "a\0b",
          "\u0001\u001f\u007f",
          "\r\nX: y",
          "ß",
          "İ",
          "\u202e",
          "\ud83d\ude00",
          "\uffff",
          "a/b",
          "..",
          "../../etc/passwd",
          "' or 1=1 --",
          "%_!\\",
          "%00",
          "${jndi:ldap://x}%s%n{0}",
          "<script>alert(1)</script>",
          "x".repeat(2000),
          "9".repeat(1000),
          "ö".repeat(300),
          "2026-02-30",
          "2026-02-30T25:61:61Z",
          "-999999999-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "+999999999-12-31",
          "-999999999-01-01",
          "P99999999999D",
          "PT-1S",
          "bytes=",
          "bytes=9-1",
          "bytes=0-0,2-3",
          "bytes=99999999999999999999-",
          "wait=99999999999",
          "wait=-1",
          "respond-async; x=\"",
          "W/\"",
          "MjAyNi0x");

  private final Random random;

  Values(Random random) {
    this.random = random;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  String strange() {
    return oneOf(STRANGE);
  }

  /** What the document wants there. */
  String good(Parameter parameter) {
    JsonNode schema = parameter.schema();
    if (schema.has("enum")) {
      return oneOf(schema.path("enum").valueStream().map(JsonNode::asText).toList());
    }
    return switch (schema.path("type").asText()) {
      case "boolean" -> oneOf(List.of("true", "false"));
      case "integer" ->
          String.valueOf(
              random.nextInt(
                  schema.path("minimum").asInt(1), schema.path("maximum").asInt(100) + 1));
      default -> GOOD.containsKey(parameter.name()) ? oneOf(GOOD.get(parameter.name())) : word();
    };
  }

  /** Twelve letters. */
  String word() {
    return random
        .ints(12, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** For a path or a query; now and then as octets that are no UTF-8. */
  String encoded(String value) {
    if (chance(0.03)) {
      return oneOf(List.of("%FF%FE", "%C0%80", "%ED%A0%80"));
    }
    StringBuilder encoded = new StringBuilder();
    for (byte octet : value.getBytes(UTF_8)) {
      encoded.append(
          Character.isLetterOrDigit(octet)
              ? String.valueOf((char) octet)
              : "%%%02X".formatted(octet));
    }
    return encoded.toString();
  }

  /** Without what ends a line, and outside of ISO 8859-1. */
  static String inHeader(String value) {
    return value.replaceAll("[\\x00-\\x08\\x0a-\\x1f\\x7f]", "").replaceAll("[^\\x09-\\xff]", "?");
  }
}
