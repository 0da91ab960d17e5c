package dev.clearcut.contract.snapshot;

import java.util.List;

/**
 * A test, and its calls.
 *
 * @param passed whether it went on to its end; what follows a failure is not here
 */
public record Scenario(String name, boolean passed, List<Step> steps) {}
