package dev.clearcut.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A call that the emulator has seen.
 *
 * @param sequence counts all calls of the emulator in the order of their arrival
 * @param at when it arrived, on the emulator's clock
 * @param method of HTTP
 * @param path without its secrets and without a query
 * @param operation the contract's operation id; empty when there is no such operation
 * @param status what was answered; empty when the client got no answer
 * @param clientGone whether the client had closed the connection before anything of an answer was
 *     sent; the call was done all the same if its request had arrived whole
 * @param objects the files that the request or its answer names, ten at most
 * @param faults the names of the faults that hit it
 * @param credits what it was charged
 * @param violations in what ways it was not what the contract says, ten at most
 */
public record Call(
    long sequence,
    Instant at,
    String method,
    String path,
    Optional<String> operation,
    OptionalInt status,
    boolean clientGone,
    List<String> objects,
    List<String> faults,
    BigDecimal credits,
    List<Violation> violations) {

  static Call of(JsonNode json) {
    return new Call(
        json.path("sequence").asLong(),
        Instant.parse(json.path("at").asText()),
        json.path("method").asText(),
        json.path("path").asText(),
        json.hasNonNull("operation")
            ? Optional.of(json.get("operation").asText())
            : Optional.empty(),
        json.hasNonNull("status")
            ? OptionalInt.of(json.get("status").asInt())
            : OptionalInt.empty(),
        json.path("clientGone").asBoolean(),
        Admin.list(json.path("objects"), JsonNode::asText),
        Admin.list(json.path("faults"), fault -> fault.path("id").asText()),
        json.path("credits").decimalValue(),
        Admin.list(json.path("violations"), Violation::of));
  }

  /** One line, such as {@code #3 POST /v3/file-ops/upload/ -> 503, 1 credit, fault f1}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder("#" + sequence + " " + method + " " + path + " -> ");
    line.append(status.isPresent() ? String.valueOf(status.getAsInt()) : "no answer");
    if (clientGone) {
      line.append(", client gone");
    }
    if (credits.signum() > 0) {
      line.append(", charged ").append(credits.stripTrailingZeros().toPlainString());
    }
    if (!faults.isEmpty()) {
      line.append(", fault ").append(String.join(" ", faults));
    }
    objects.stream().findFirst().ifPresent(name -> line.append(", ").append(name));
    return line.toString();
  }
}
