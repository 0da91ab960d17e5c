package dev.clearcut.mock.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

/** Who shares native memory is done with it before it is freed. */
class NativeScopeTest {

  private static final int PIECES = 64;

  private final Set<Integer> done = ConcurrentHashMap.newKeySet();

  @Test
  void allPiecesAreDone() {
    NativeScope.forEach(PIECES, done::add);
    assertThat(done).hasSize(PIECES);
  }

  @Test
  void nothingIsAtWorkAnyMoreWhenAPieceHasFailed() {
    AtomicInteger atWork = new AtomicInteger();
    assertThatThrownBy(
            () ->
                NativeScope.forEach(
                    PIECES,
                    piece -> {
                      if (piece == 1) {
                        throw new IllegalStateException("this one");
                      }
                      atWork.incrementAndGet();
                      IntStream.range(0, 1_000).forEach(i -> Thread.yield());
                      atWork.decrementAndGet();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this one");
    assertThat(atWork).hasValue(0);
  }

  @Test
  void errorsStayErrors() {
    OutOfMemoryError error = new OutOfMemoryError("none is left");
    assertThatThrownBy(
            () ->
                NativeScope.forEach(
                    1,
                    piece -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  @Test
  void aPieceLeavesNoNativeMemoryBehind() {
    BytePointer[] memory = new BytePointer[PIECES];
    NativeScope.forEach(PIECES, piece -> memory[piece] = new BytePointer(1_000L));
    assertThat(memory).allMatch(each -> each.isNull());
  }
}
