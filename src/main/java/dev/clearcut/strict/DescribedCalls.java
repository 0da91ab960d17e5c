package dev.clearcut.strict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the calls of an OpenAPI document take. Whatever else comes with a call is a typing error,
 * and what it would have done must not be done without it.
 */
public final class DescribedCalls {

  private static final String LIST = "[]";
  private static final Pattern PARAMETER = Pattern.compile("\\{\\w+}");
  private static final Pattern MATRIX = Pattern.compile(";[^/]*");

  /**
   * A part of a form, as it came.
   *
   * @param file whether it has a file name
   */
  public record Part(String name, boolean file) {}

  /** How a parameter or a part is to come. */
  private record Input(boolean repeats, boolean file, ValueRule value) {}

  private record Call(
      String method,
      String template,
      Pattern path,
      Map<String, Input> query,
      Map<String, Input> parts,
      boolean body) {}

  private final List<Call> calls;

  /**
   * @param document OpenAPI 3.0 in JSON; it is read here and not kept
   */
  public DescribedCalls(JsonNode document) {
    this.calls =
        document
            .path("paths")
            .propertyStream()
            .flatMap(
                path ->
                    path.getValue()
                        .propertyStream()
                        .filter(method -> method.getValue().has("responses"))
                        .map(method -> call(document, path.getKey(), path.getValue(), method)))
            // A path without parameters is looked at first.
            .sorted(Comparator.comparing(call -> call.template().contains("{")))
            .toList();
  }

  /**
   * What is wrong with a call besides its form: a query parameter that is not known, comes twice or
   * has a value that its schema does not allow, or a body where there is none.
   *
   * @param path as it was sent, from the first slash on
   * @param query the values by name
   * @return a sentence; empty when nothing is wrong, and for calls that the document does not have
   */
  public Optional<String> objection(
      String method, String path, Map<String, List<String>> query, boolean body) {
    return find(method, path)
        .flatMap(
            call ->
                first("query parameter", call.query(), query)
                    .or(() -> value(call, query))
                    .or(
                        () ->
                            body && !call.body()
                                ? Optional.of(
                                    "This call takes no body, so what is in it would be overlooked."
                                        + " Give parameters in the query.")
                                : Optional.empty()));
  }

  /** Whether a call takes a form. */
  public boolean takesForm(String method, String path) {
    return find(method, path).filter(call -> !call.parts().isEmpty()).isPresent();
  }

  /**
   * What is wrong with the parts of a form: one is not known, comes twice, or is of another kind.
   */
  public Optional<String> objection(String method, String path, List<Part> parts) {
    return find(method, path).flatMap(call -> objection(call, parts));
  }

  private static Optional<String> objection(Call call, List<Part> parts) {
    Map<String, List<Part>> byName = new LinkedHashMap<>();
    parts.forEach(
        part ->
            byName.merge(
                name(call, part.name()),
                List.of(part),
                (some, more) -> Stream.of(some, more).flatMap(List::stream).toList()));
    return first("part", call.parts(), byName)
        .or(
            () ->
                parts.stream()
                    .filter(part -> call.parts().get(name(call, part.name())).file() != part.file())
                    .map(DescribedCalls::wrongKind)
                    .findFirst());
  }

  /** The name that is meant by one in the style of PHP and Rails, {@code preset[]}. */
  public String name(String method, String path, String part) {
    return find(method, path).map(call -> name(call, part)).orElse(part);
  }

  private static String name(Call call, String part) {
    if (part == null) {
      return "";
    }
    String base = part.endsWith(LIST) ? part.substring(0, part.length() - LIST.length()) : part;
    Input input = call.parts().get(base);
    return input != null && input.repeats() ? base : part;
  }

  private static String wrongKind(Part part) {
    return part.file()
        ? "The part %s has a file name, so it is taken for a file, but it must be a text. With curl: -F '%s=<file'."
            .formatted(part.name(), part.name())
        : "The part %s has no file name, so it is taken for a text, but it must be a file. With curl: -F %s=@photo.jpg."
            .formatted(part.name(), part.name());
  }

  private static Optional<String> first(
      String kind, Map<String, Input> known, Map<String, ? extends Collection<?>> given) {
    return given.entrySet().stream()
        .flatMap(
            entry -> {
              Input input = known.get(entry.getKey());
              if (input == null) {
                return Stream.of(Spelling.unknown(kind, "", entry.getKey(), known.keySet()));
              }
              return entry.getValue().size() > 1 && !input.repeats()
                  ? Stream.of(
                      "The %s %s comes %d times. Give it once."
                          .formatted(kind, entry.getKey(), entry.getValue().size()))
                  : Stream.empty();
            })
        .findFirst();
  }

  private static Optional<String> value(Call call, Map<String, List<String>> query) {
    return query.entrySet().stream()
        .flatMap(
            entry -> {
              ValueRule rule = call.query().get(entry.getKey()).value();
              return entry.getValue().stream()
                  .filter(rule.holds().negate())
                  .map(
                      text ->
                          "%s %s, but is %s."
                              .formatted(entry.getKey(), rule.words(), Spelling.quoted(text)));
            })
        .findFirst();
  }

  private Optional<Call> find(String method, String path) {
    String plain = MATRIX.matcher(path).replaceAll("");
    String address = plain.length() > 1 ? plain.replaceFirst("/+$", "") : plain;
    String wanted = method.toUpperCase(Locale.ROOT);
    return find(wanted, address, calls)
        .or(() -> wanted.equals("HEAD") ? find("GET", address, calls) : Optional.empty());
  }

  private static Optional<Call> find(String method, String address, List<Call> calls) {
    return calls.stream()
        .filter(call -> call.method().equals(method) && call.path().matcher(address).matches())
        .findFirst();
  }

  private static Call call(
      JsonNode document, String template, JsonNode path, Map.Entry<String, JsonNode> method) {
    Map<String, Input> query = new LinkedHashMap<>();
    Stream.concat(
            path.path("parameters").valueStream(),
            method.getValue().path("parameters").valueStream())
        .map(parameter -> resolve(document, parameter))
        .filter(parameter -> parameter.path("in").asText().equals("query"))
        .forEach(
            parameter ->
                query.put(
                    parameter.path("name").asText(), input(document, parameter.path("schema"))));
    JsonNode body = resolve(document, method.getValue().path("requestBody"));
    Map<String, Input> parts = new LinkedHashMap<>();
    resolve(document, body.path("content").path("multipart/form-data").path("schema"))
        .path("properties")
        .propertyStream()
        .forEach(part -> parts.put(part.getKey(), input(document, part.getValue())));
    return new Call(
        method.getKey().toUpperCase(Locale.ROOT),
        template,
        Pattern.compile(PARAMETER.matcher(template).replaceAll("[^/]+")),
        query,
        parts,
        !body.isMissingNode());
  }

  private static Input input(JsonNode document, JsonNode reference) {
    JsonNode schema = resolve(document, reference);
    boolean repeats = schema.path("type").asText().equals("array");
    JsonNode one = repeats ? resolve(document, schema.path("items")) : schema;
    return new Input(repeats, one.path("format").asText().equals("binary"), ValueRule.of(one));
  }

  private static JsonNode resolve(JsonNode document, JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }
}
