package dev.clearcut.mock.journal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The journal when it is full: what each call adds, and what a test asks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalBenchmark {

  private static final int SIZE = 10_000;
  private static final int ACCOUNTS = 100;

  private final JournalFilter ofOneTest = new JournalFilter("process", "team-7", null, "2xx");
  private Journal journal;

  /** Fills it. */
  @Setup
  public void fill() {
    journal =
        new Journal(
            new JournalConfig() {
              @Override
              public int size() {
                return SIZE;
              }

              @Override
              public boolean digests() {
                return true;
              }
            });
    for (int i = 0; i < SIZE; i++) {
      add();
    }
  }

  /** One more; the oldest goes. */
  @Benchmark
  public void add() {
    long sequence = journal.nextSequence();
    journal.add(
        new JournalEntry(
            sequence,
            Instant.EPOCH,
            "POST",
            "/v3/tools/ai/remove-bg/process/",
            "process",
            "team-" + sequence % ACCOUNTS,
            200,
            false,
            1.5,
            120,
            40L,
            List.of("a.jpg", "a.png"),
            null,
            List.of(),
            List.of(),
            BigDecimal.ONE,
            List.of()));
  }

  /** All entries of one account and operation. */
  @Benchmark
  public List<JournalEntry> find() {
    return journal.find(ofOneTest);
  }
}
