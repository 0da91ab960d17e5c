package dev.clearcut.mock.imaging;

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

  private NativeScope() {}

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
