package dev.clearcut.usage;

import dev.clearcut.api.model.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;

/** What the rows of one day, operation and outcome add up to. */
record UsageSum(LocalDate day, String operation, Outcome outcome, long calls, BigDecimal credits) {}
