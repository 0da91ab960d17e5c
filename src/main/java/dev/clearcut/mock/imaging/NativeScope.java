package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.getNumThreads;
import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** Ownership of native memory: what is allocated inside a scope is freed at its end. */
@SuppressWarnings("try") // a scope works by being open, nobody names it
final class NativeScope {
  /** A piece of work on native memory. */
  interface Work<T, X extends Exception> {
    T run() throws X;
  }

  /** JavaCPP stops, and collects garbage, when the process exceeds a multiple of the Java heap. */
  private static final String NATIVE_MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  static {
    if (System.getProperty(NATIVE_MEMORY_LIMIT) == null) {
      System.setProperty(NATIVE_MEMORY_LIMIT, "0"); // our own limits bound it, in pixels and jobs
    }
  }

  private NativeScope() {}

  /** Does all the work of a job, which leaves no native memory behind. */
  static <T, X extends Exception> T job(ImagingLimits limits, Work<T, X> work) throws X {
    setNumThreads(limits.threads());
    return free(work);
  }

  /**
   * Does a piece of work for each number from 0, by as many threads as the job may have; each piece
   * leaves no native memory behind. Nothing is at work any more when this ends, even if some of it
   * failed: what the pieces share is freed then.
   */
  static void forEach(int count, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    List<Throwable> failures =
        IntStream.range(0, getNumThreads())
            .parallel()
            .mapToObj(thread -> failure(next, count, piece))
            .flatMap(Optional::stream)
            .toList();
    for (Throwable failure : failures) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
  }

  private static Optional<Throwable> failure(AtomicInteger next, int count, IntConsumer piece) {
    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
      try (PointerScope scope = new PointerScope()) {
        piece.accept(number);
      } catch (RuntimeException | Error e) {
        next.set(count);
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  /** Does work that leaves no native memory behind. */
  static <T, X extends Exception> T free(Work<T, X> work) throws X {
    try (PointerScope scope = new PointerScope()) {
      return work.run();
    }
  }

  /** Does work whose intermediate results are freed, and whose result goes to the scope outside. */
  static <P extends Pointer, X extends Exception> P keep(Work<P, X> work) throws X {
    return keep(work, List::of);
  }

  /**
   * The same for a result that holds several pieces of native memory.
   *
   * @param pieces what of the result is to be kept
   */
  static <T, X extends Exception> T keep(
      Work<T, X> work, Function<T, List<? extends Pointer>> pieces) throws X {
    PointerScope outside = PointerScope.getInnerScope();
    try (PointerScope inside = new PointerScope()) {
      T result = work.run();
      pieces.apply(result).forEach(outside::attach);
      return result;
    }
  }
}
