package dev.clearcut.mock.removal;

import dev.clearcut.mock.clock.Resettable;
import dev.clearcut.mock.space.HeldFile;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The results that were asked for last. Test suites process the same few photos over and over: a
 * result is rendered once, and charged each time.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class RememberedResults implements Resettable {

  private final Map<Recipe, HeldFile> results = new LinkedHashMap<>(16, 0.75f, true);
  private final long room;
  private long used;

  RememberedResults(WorkConfig config) {
    this.room = config.remembered().asLongValue();
  }

  /** A hold on a result, if it is remembered. */
  synchronized Optional<HeldFile> find(Recipe recipe) {
    return Optional.ofNullable(results.get(recipe)).flatMap(HeldFile::again);
  }

  /** Remembers a result, on which it takes a hold of its own, and forgets others for it. */
  synchronized void add(Recipe recipe, HeldFile result) {
    if (result.size() <= room && !results.containsKey(recipe)) {
      results.put(recipe, result.again().orElseThrow());
      used += result.size();
      forgetDownTo(room);
    }
  }

  @Override
  public synchronized void reset() {
    forgetDownTo(0);
  }

  /** Nothing: what is remembered is nobody's. */
  @Override
  public void reset(String account) {}

  private void forgetDownTo(long limit) {
    Iterator<HeldFile> eldest = results.values().iterator();
    while (used > limit) {
      HeldFile forgotten = eldest.next();
      eldest.remove();
      used -= forgotten.size();
      forgotten.close();
    }
  }
}
