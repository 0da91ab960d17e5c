package dev.clearcut.mock.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Emulator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import net.jqwik.api.state.ActionChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The emulator does what the {@link Model} does, on hundreds of random walks; one that it does not
 * is shown in its shortest form. {@code -Dclearcut.model.seed=…} begins with the walk of that seed,
 * {@code -Dclearcut.model.walks=…} says how many.
 */
@QuarkusTest
class EmulatorModelTest {

  private static final long SEED = Long.getLong("clearcut.model.seed", 20_261_121);
  private static final int WALKS = Integer.getInteger("clearcut.model.walks", 300);
  private static final int MOST_SHRINKING = 500;
  private static final int GENERATOR_SIZE = 1000;

  /** A walk that failed, and as what it was run. */
  private record Failure(
      Shrinkable<ActionChain<World>> walk, ActionChain<World> chain, Throwable cause) {}

  @TestHTTPResource URI base;

  @AfterEach
  void backToOurTime() {
    Emulator.reset();
  }

  @Test
  void everyWalkEndsAsInTheModel() throws IOException {
    System.out.printf("Emulator and model: %d walks, -Dclearcut.model.seed=%d%n", WALKS, SEED);
    String url = base.toString().replaceFirst("/$", "");
    Vendor vendor = new Vendor(url);
    Samples samples = new Samples(vendor);
    JqwikSession.run(
        () -> {
          RandomGenerator<ActionChain<World>> walks =
              new Walks().from(() -> new World(vendor, samples)).generator(GENERATOR_SIZE);
          for (long seed = SEED; seed < SEED + WALKS; seed++) {
            walk(seed, walks.next(new Random(seed)));
          }
        });
    System.out.println("Emulator and model: answers by status " + vendor.statuses());
    assertThat(vendor.statuses()).containsKeys(200, 400, 401, 402, 404);
  }

  private static void walk(long seed, Shrinkable<ActionChain<World>> walk) {
    take(walk)
        .ifPresent(
            first -> {
              Failure shortest = shrink(first);
              String steps = String.join("\n  ", shortest.chain.transformations());
              throw new AssertionError(
                  "Emulator and model differ after this walk; -Dclearcut.model.seed=%d repeats it:%n  %s%n%s"
                      .formatted(seed, steps, shortest.cause.getMessage()),
                  shortest.cause);
            });
  }

  /** The shortest walk that still fails, as far as a greedy search finds it. */
  private static Failure shrink(Failure first) {
    Failure shortest = first;
    int tries = 0;
    Optional<Failure> shorter = Optional.of(first);
    while (shorter.isPresent() && tries < MOST_SHRINKING) {
      shortest = shorter.get();
      shorter = Optional.empty();
      Iterator<Shrinkable<ActionChain<World>>> candidates = shortest.walk.shrink().iterator();
      while (shorter.isEmpty() && candidates.hasNext() && tries++ < MOST_SHRINKING) {
        shorter = take(candidates.next());
      }
    }
    return shortest;
  }

  private static Optional<Failure> take(Shrinkable<ActionChain<World>> walk) {
    ActionChain<World> chain = walk.value();
    try {
      World world = chain.run();
      world.verify();
      world.leave();
      return Optional.empty();
    } catch (AssertionError | RuntimeException e) {
      return Optional.of(new Failure(walk, chain, root(e)));
    }
  }

  /** Without the chain's own words, which repeat the steps. */
  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }
}
