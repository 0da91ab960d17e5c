package dev.clearcut.mock.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The journal is bounded. */
class JournalRingTest {

  private static final JournalFilter ALL = new JournalFilter(null, null, null, null);

  @Property(tries = 100)
  void itKeepsTheLatestCallsAndNoMoreThanItsSize(
      @ForAll @IntRange(min = 1, max = 20) int size, @ForAll @IntRange(max = 50) int calls) {
    Journal journal = journal(size);

    for (int call = 0; call < calls; call++) {
      journal.add(entry(journal.nextSequence(), "a"));
    }

    assertThat(journal.find(ALL))
        .hasSize(Math.min(size, calls))
        .allSatisfy(entry -> assertThat(entry.sequence()).isGreaterThan(calls - size));
  }

  @Test
  void whatIsKnownLaterTakesThePlaceOfWhatWasKnownBefore() {
    Journal journal = journal(2);
    journal.add(entry(1, "a"));
    journal.add(entry(2, "b"));

    journal.add(entry(1, "c"));

    assertThat(journal.find(ALL)).extracting(JournalEntry::account).containsExactly("c", "b");
  }

  @Test
  void aResetOfOneAccountLeavesTheOthers() {
    Journal journal = journal(10);
    journal.add(entry(journal.nextSequence(), "a"));
    journal.add(entry(journal.nextSequence(), "b"));

    journal.reset("a");

    assertThat(journal.find(ALL)).extracting(JournalEntry::account).containsExactly("b");
  }

  private static Journal journal(int size) {
    return new Journal(
        new JournalConfig() {
          @Override
          public int size() {
            return size;
          }

          @Override
          public boolean digests() {
            return true;
          }
        });
  }

  private static JournalEntry entry(long sequence, String account) {
    return new JournalEntry(
        sequence,
        Instant.EPOCH,
        "POST",
        "/",
        null,
        account,
        200,
        false,
        0,
        0,
        0L,
        List.of(),
        null,
        List.of(),
        List.of(),
        BigDecimal.ZERO,
        List.of());
  }
}
