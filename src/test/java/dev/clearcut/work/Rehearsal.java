package dev.clearcut.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A task that does what a test says. */
@ApplicationScoped
class Rehearsal implements Task {

  static final String NAME = "rehearsal";

  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final Map<String, Function<Integer, Optional<Instant>>> scripts =
      new ConcurrentHashMap<>();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Instant> run(String id) {
    runs.add(id);
    return scripts.getOrDefault(id, times -> Optional.empty()).apply(times(id));
  }

  /** What it does for the id, told how often it has run. */
  void doing(String id, Function<Integer, Optional<Instant>> script) {
    scripts.put(id, script);
  }

  /** How often it has run for the id. */
  int times(String id) {
    return (int) runs.stream().filter(id::equals).count();
  }
}
