package dev.clearcut.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * An entry of the ledger.
 *
 * @param operation the contract's operation id
 * @param credits what it cost
 * @param at when, on the emulator's clock
 */
public record Charge(String operation, BigDecimal credits, Instant at) {

  static Charge of(JsonNode json) {
    return new Charge(
        json.path("operation").asText(),
        json.path("credits").decimalValue(),
        Instant.parse(json.path("at").asText()));
  }
}
