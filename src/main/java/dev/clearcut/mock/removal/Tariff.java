package dev.clearcut.mock.removal;

import java.math.BigDecimal;

/**
 * What a call of an operation costs.
 *
 * @param operation the contract's operation id, for the ledger
 * @param perCall credits for the call
 * @param perAutocrop credits for each output with autocrop
 */
record Tariff(String operation, BigDecimal perCall, BigDecimal perAutocrop) {

  BigDecimal price(long autocrops) {
    return perCall.add(perAutocrop.multiply(BigDecimal.valueOf(autocrops)));
  }
}
