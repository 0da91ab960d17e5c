package dev.clearcut.mock.account;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One charge.
 *
 * @param operation the contract's operation id
 * @param credits what was charged, above zero
 * @param at when
 */
public record LedgerEntry(String operation, BigDecimal credits, Instant at) {}
