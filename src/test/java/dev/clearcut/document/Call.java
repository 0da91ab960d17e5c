package dev.clearcut.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clearcut.document.ServiceDocument.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call of an operation with what the document gives as an example. Words in double braces are
 * variables.
 *
 * @param name unique in its tour
 * @param title what is done, for people
 * @param operation of which document it is one
 * @param url where it goes
 * @param query the parameters behind it
 * @param authorization empty when the operation needs none
 * @param taken variables by name, and where the answer has the value
 */
record Call(
    String name,
    String title,
    Operation operation,
    String url,
    Map<String, String> query,
    String authorization,
    Body body,
    Map<String, String> taken) {

  /** The photo of every call that sends one, beside the files. */
  static final String PHOTO = "coffee.jpg";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What is sent; the photo is sent as it is. */
  enum Kind {
    NOTHING,
    JSON,
    PHOTO,
    FORM
  }

  /**
   * A body.
   *
   * @param json of that kind alone
   * @param parts of a form alone
   */
  record Body(Kind kind, ObjectNode json, List<Part> parts) {

    static Body of(Kind kind) {
      return new Body(kind, null, List.of());
    }

    static Body json(ObjectNode json) {
      return new Body(Kind.JSON, json, List.of());
    }

    static Body form(List<Part> parts) {
      return new Body(Kind.FORM, null, parts);
    }
  }

  /**
   * A part of a form.
   *
   * @param value the text; that of a file is {@link #PHOTO}
   */
  record Part(String name, boolean file, String value) {}

  /** The operation as the document has it, with the first of its examples. */
  static Call of(ServiceDocument document, String operation) {
    return of(document, operation, any -> true);
  }

  /** The same with another example. */
  static Call of(ServiceDocument document, String operation, String example) {
    return of(document, operation, example::equals);
  }

  private static Call of(ServiceDocument document, String id, Predicate<String> example) {
    Operation operation = document.operation(id);
    JsonNode content = document.resolve(operation.node().path("requestBody")).path("content");
    List<Map.Entry<String, JsonNode>> examples =
        content
            .valueStream()
            .flatMap(media -> media.path("examples").propertyStream())
            .map(each -> Map.entry(each.getKey(), document.resolve(each.getValue())))
            .toList();
    String summary = operation.node().path("summary").asText();
    Body body = content.has("*/*") ? Body.of(Kind.PHOTO) : form(document, content);
    if (!examples.isEmpty()) {
      Map.Entry<String, JsonNode> chosen =
          examples.stream().filter(each -> example.test(each.getKey())).findFirst().orElseThrow();
      JsonNode value = chosen.getValue().path("value");
      body =
          content.has("application/json") ? Body.json(value.deepCopy()) : Body.form(parts(value));
      if (examples.size() > 1) {
        summary += ". " + chosen.getValue().path("summary").asText();
        id += Character.toUpperCase(chosen.getKey().charAt(0)) + chosen.getKey().substring(1);
      }
    }
    return new Call(
        id,
        summary,
        operation,
        "{{host}}" + withVariables(operation.path()),
        Map.of(),
        authorization(operation),
        body,
        Map.of());
  }

  /** Ids and names are variables that have the name of what is meant. */
  private static String withVariables(String path) {
    return path.replaceAll("/(\\w+?)(es|s)/\\{(id|name)}", "/$1$2/{{$1}}")
        .replaceAll("/\\{(\\w+)}", "/{{$1}}");
  }

  private static String authorization(Operation operation) {
    JsonNode scheme = operation.node().at("/security/0");
    return scheme.has("TokenKey")
        ? "Token {{key}}"
        : scheme.has("BearerKey") ? "Bearer {{key}}" : scheme.isEmpty() ? "" : "{{authorization}}";
  }

  /** The form whose parts have the examples. */
  private static Body form(ServiceDocument document, JsonNode content) {
    if (!content.has("multipart/form-data")) {
      return Body.of(Kind.NOTHING);
    }
    return Body.form(
        document
            .resolve(content.at("/multipart~1form-data/schema"))
            .path("properties")
            .propertyStream()
            .flatMap(part -> parts(part.getKey(), part.getValue()))
            .toList());
  }

  private static Stream<Part> parts(String name, JsonNode schema) {
    JsonNode item = schema.path("type").asText().equals("array") ? schema.path("items") : schema;
    if (item.path("format").asText().equals("binary")) {
      return Stream.of(new Part(name, true, PHOTO));
    }
    JsonNode example = schema.path("example");
    return (example.isArray() ? example.valueStream() : Stream.of(example))
        .filter(value -> !value.isMissingNode())
        .map(value -> new Part(name, false, value.asText()));
  }

  /** An example of a whole form: what begins with @ is a file. */
  private static List<Part> parts(JsonNode example) {
    return example
        .propertyStream()
        .flatMap(
            part ->
                (part.getValue().isArray()
                        ? part.getValue().valueStream()
                        : Stream.of(part.getValue()))
                    .map(
                        value ->
                            value.asText().startsWith("@")
                                ? new Part(part.getKey(), true, PHOTO)
                                : new Part(part.getKey(), false, value.asText())))
        .toList();
  }

  /** As a form, where the operation takes JSON, too. */
  Call asForm(ServiceDocument document) {
    Body form = form(document, operation.node().at("/requestBody/content"));
    return new Call(name, title, operation, url, query, authorization, form, taken);
  }

  Call as(String otherName, String otherTitle) {
    return new Call(otherName, otherTitle, operation, url, query, authorization, body, taken);
  }

  /** To where an answer before has said. */
  Call at(String otherUrl) {
    return new Call(name, title, operation, otherUrl, query, authorization, body, taken);
  }

  /** With another variable in the path. */
  Call of(String variable, String otherVariable) {
    return at(url.replace("{{" + variable + "}}", "{{" + otherVariable + "}}"));
  }

  Call query(String parameter, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(parameter, value);
    return new Call(name, title, operation, url, more, authorization, body, taken);
  }

  /** With another value in the body. */
  Call with(String field, Object value) {
    Body changed =
        body.kind() == Kind.FORM
            ? Body.form(
                body.parts().stream()
                    .map(
                        part ->
                            part.name().equals(field)
                                ? new Part(field, false, value.toString())
                                : part)
                    .toList())
            : Body.json(body.json().deepCopy().set(field, MAPPER.valueToTree(value)));
    return new Call(name, title, operation, url, query, authorization, changed, taken);
  }

  /** Without a field of the JSON. */
  Call without(String field) {
    Body changed = Body.json(body.json().deepCopy().without(List.of(field)));
    return new Call(name, title, operation, url, query, authorization, changed, taken);
  }

  /** Keeps a value of the answer for the calls that follow. */
  Call take(String variable, String path) {
    Map<String, String> more = new LinkedHashMap<>(taken);
    more.put(variable, path);
    return new Call(name, title, operation, url, query, authorization, body, more);
  }

  /** The URL with its query. */
  String target() {
    return query.isEmpty()
        ? url
        : query.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("&", url + "?", ""));
  }
}
