package dev.clearcut.usage;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether something may be bought now.
 *
 * @param dailyBudget most credits of a day; empty when there is no limit
 * @param committed spent and set aside today
 * @param resetsAt when the next day begins
 * @param refusal why not, as a sentence; empty when it may be bought
 */
public record Allowance(
    Optional<BigDecimal> dailyBudget,
    BigDecimal committed,
    Instant resetsAt,
    Optional<String> refusal) {}
