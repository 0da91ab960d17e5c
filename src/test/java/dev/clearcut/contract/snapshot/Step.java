package dev.clearcut.contract.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Dialect;
import dev.clearcut.contract.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One call of a scenario, and what came back.
 *
 * @param operation its id
 * @param dialect the label of one
 * @param authorization the label of one
 * @param status of the answer
 * @param mediaType of the answer, without parameters; empty when it has none
 * @param headers those that the contract names for this status and that were there
 * @param body the {@link Shape} of a JSON body; empty for any other
 */
public record Step(
    String operation,
    String dialect,
    String authorization,
    int status,
    String mediaType,
    List<String> headers,
    Map<String, String> body) {

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("\\s*([A-Za-z]{1,20}/[A-Za-z][A-Za-z+.-]{0,40}).*");

  private static final Set<String> MAPS = maps(Contract.ours());

  /**
   * What is kept of an answer.
   *
   * @param contentType null when there is none
   * @param hasHeader whether the answer has a header of this name
   * @param body missing when it is no JSON
   */
  public static Step of(
      Operation operation,
      Dialect dialect,
      Authorization authorization,
      int status,
      String contentType,
      Predicate<String> hasHeader,
      JsonNode body) {
    return new Step(
        operation.id(),
        dialect.label(),
        authorization.label(),
        status,
        contentType == null ? "" : mediaType(contentType),
        operation.headers().getOrDefault(String.valueOf(status), Set.of()).stream()
            .filter(hasHeader)
            .toList(),
        body.isMissingNode() ? Map.of() : Shape.of(body, MAPS));
  }

  /** Such as "process (key dialect), 200". */
  public String title() {
    return "%s, %d".formatted(call(), status);
  }

  /** Such as "process (key dialect)". */
  public String call() {
    return "%s (%s dialect)".formatted(operation, dialect);
  }

  private static String mediaType(String contentType) {
    Matcher matcher = MEDIA_TYPE.matcher(contentType);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : "unreadable";
  }

  private static Set<String> maps(Contract contract) {
    return contract
        .at("/components/schemas")
        .valueStream()
        .flatMap(schema -> schema.path("properties").propertyStream())
        .filter(property -> property.getValue().path("additionalProperties").isObject())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
