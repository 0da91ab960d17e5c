package dev.clearcut.rendition;

import dev.clearcut.Every;
import dev.clearcut.work.Engine;
import dev.clearcut.work.RecurringTask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds what holders that died have left, and has it gone on with: a caller's request that makes
 * renditions itself has no task of its own. Nobody may ask for them again.
 */
@ApplicationScoped
class TakeOver implements RecurringTask {

  private static final int MOST_AT_A_TIME = 1000;

  private final Claims claims;
  private final Engine engine;
  private final ClaimsConfig config;

  TakeOver(Claims claims, Engine engine, ClaimsConfig config) {
    this.claims = claims;
    this.engine = engine;
    this.config = config;
  }

  @Override
  public String name() {
    return "take-over";
  }

  @Override
  public Optional<Duration> every() {
    return Every.of(config.sweepEvery());
  }

  @Override
  @Transactional
  public void run() {
    claims.due(MOST_AT_A_TIME).stream()
        .map(rendition -> rendition.cutoutId)
        .distinct()
        .sorted()
        .forEach(cutoutId -> engine.schedule(RenditionTask.NAME, cutoutId));
  }
}
