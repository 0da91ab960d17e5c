package dev.clearcut.mock.imaging;

import java.io.IOException;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;

/** Ownership of native memory: what is allocated inside a scope is freed at its end. */
@SuppressWarnings("try") // a scope works by being open, nobody names it
final class NativeScope {
  private NativeScope() {}

  /** Runs a job that leaves nothing behind. */
  static <T> T run(JobGate.Job<T> job) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      return job.run();
    }
  }

  /** Runs a calculation whose intermediate results are freed, and whose result is kept outside. */
  static <P extends Pointer> P keep(Supplier<P> calculation) {
    PointerScope outside = PointerScope.getInnerScope();
    try (PointerScope inside = new PointerScope()) {
      P result = calculation.get();
      outside.attach(result);
      return result;
    }
  }

  /** Runs a calculation that leaves no native memory behind. */
  static <T> T free(Supplier<T> calculation) {
    try (PointerScope scope = new PointerScope()) {
      return calculation.get();
    }
  }
}
