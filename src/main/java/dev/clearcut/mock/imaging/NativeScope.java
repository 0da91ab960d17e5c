package dev.clearcut.mock.imaging;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import java.util.List;
import java.util.function.Function;
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
