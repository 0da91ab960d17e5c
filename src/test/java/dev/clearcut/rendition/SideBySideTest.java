package dev.clearcut.rendition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SideBySideTest {

  private final SideBySide sideBySide = new SideBySide();
  private final Set<Integer> done = ConcurrentHashMap.newKeySet();

  @AfterEach
  void stop() {
    sideBySide.stop(null);
  }

  @Test
  void severalAreDoneAtOnce() {
    CyclicBarrier allAreHere = new CyclicBarrier(4);

    sideBySide.forEach(
        List.of(1, 2, 3, 4),
        one -> {
          await(allAreHere);
          done.add(one);
        });

    assertThat(done).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  void oneIsDoneByTheCaller() {
    List<Thread> by = new ArrayList<>();

    sideBySide.forEach(List.of(1), one -> by.add(Thread.currentThread()));
    sideBySide.forEach(List.of(), one -> by.add(null));

    assertThat(by).containsExactly(Thread.currentThread());
  }

  @Test
  void theOthersGoOnWhenOneFailsAndTheFirstFailureIsTold() {
    assertThatThrownBy(
            () ->
                sideBySide.forEach(
                    List.of(1, 2, 3, 4),
                    one -> {
                      if (one % 2 == 0) {
                        throw new IllegalStateException("failed: " + one);
                      }
                      done.add(one);
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("failed: 2");
    assertThat(done).containsExactlyInAnyOrder(1, 3);
  }

  @Test
  void anErrorIsNotHidden() {
    assertThatThrownBy(
            () ->
                sideBySide.forEach(
                    List.of(1, 2),
                    one -> {
                      throw new LinkageError("missing");
                    }))
        .isInstanceOf(LinkageError.class);
  }

  @Test
  void whenNoThreadIsFreeTheCallerDoesIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(SideBySide.THREADS);
    CountDownLatch end = new CountDownLatch(1);
    Thread busy =
        new Thread(
            () ->
                sideBySide.forEach(
                    IntStream.rangeClosed(1, SideBySide.THREADS).boxed().toList(),
                    one -> {
                      begun.countDown();
                      await(end);
                    }));
    busy.start();
    begun.await();
    Set<Thread> by = ConcurrentHashMap.newKeySet();

    sideBySide.forEach(List.of(1, 2, 3), one -> by.add(Thread.currentThread()));

    assertThat(by).containsExactly(Thread.currentThread());
    end.countDown();
    busy.join();
  }

  @Test
  void afterTheEndOfTheApplicationNothingHangs() {
    sideBySide.stop(null);

    sideBySide.forEach(List.of(1, 2), done::add);

    assertThat(done).containsExactlyInAnyOrder(1, 2);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
