package dev.clearcut.mock.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Seeds;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.sessions.JqwikSession;
import net.jqwik.api.state.ActionChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The emulator does what the {@link Model} does, on more than a hundred random walks; one that it
 * does not is shown in its shortest form. {@code -Dclearcut.seed=…} begins with the walk of that
 * seed, {@code -Dclearcut.model.walks=…} says how many there are from each of the two {@link
 * Seeds}.
 */
@QuarkusTest
class EmulatorModelTest {

  private static final int WALKS = Integer.getInteger("clearcut.model.walks", 60);
  private static final int MOST_SHRINKING = 500;
  private static final int GENERATOR_SIZE = 1000;

  /** A walk that failed, and as what it was run. */
  private record Failure(
      Shrinkable<ActionChain<World>> walk, ActionChain<World> chain, Throwable cause) {}

  @TestHTTPResource URI base;

  /** However long a walk takes, no time passes but what the walk says, and a microsecond a look. */
  private static final class WalksTime extends EmulatorClock {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    @Override
    public Instant instant() {
      return now.updateAndGet(time -> time.plus(1, ChronoUnit.MICROS));
    }

    @Override
    public void advance(Duration by) {
      now.updateAndGet(time -> time.plus(by));
    }
  }

  @BeforeEach
  void onlyWalksMoveTime() {
    QuarkusMock.installMockForType(new WalksTime(), EmulatorClock.class);
  }

  @AfterEach
  void nothingIsLeft() {
    Emulator.reset();
  }

  @ParameterizedTest(name = "-Dclearcut.seed={0}")
  @MethodSource("dev.clearcut.testing.Seeds#both")
  void everyWalkEndsAsInTheModel(long first) throws IOException {
    String url = base.toString().replaceFirst("/$", "");
    Vendor vendor = new Vendor(url);
    Samples samples = new Samples(vendor);
    JqwikSession.run(
        () -> {
          RandomGenerator<ActionChain<World>> walks =
              new Walks().from(() -> new World(vendor, samples)).generator(GENERATOR_SIZE);
          for (long seed = first; seed < first + WALKS; seed++) {
            walk(seed, walks.next(new Random(seed)));
          }
        });
    if (first == Seeds.FIXED) {
      assertThat(vendor.statuses()).containsKeys(200, 400, 401, 402, 404);
    }
  }

  private static void walk(long seed, Shrinkable<ActionChain<World>> walk) {
    take(walk)
        .ifPresent(
            first -> {
              Failure shortest = shrink(first);
              String steps = String.join("\n  ", shortest.chain.transformations());
              throw new AssertionError(
                  "Emulator and model differ after this walk; -Dclearcut.seed=%d repeats it:%n  %s%n%s"
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
