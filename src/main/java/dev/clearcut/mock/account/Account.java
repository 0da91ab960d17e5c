package dev.clearcut.mock.account;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One API key's money. All methods are safe to call from any thread. */
public final class Account {

  /** The vendor writes every amount with a decimal, as in {@code 0.0}. */
  private static final int LEAST_DECIMALS = 1;

  /**
   * What an account was charged.
   *
   * @param count of all charges
   * @param credits of all charges
   * @param entries the latest of them, oldest first, as many as are kept
   */
  public record Ledger(long count, BigDecimal credits, List<LedgerEntry> entries) {}

  private final String key;
  private final InstantSource clock;
  private final int latest;
  private final Deque<LedgerEntry> entries = new ArrayDeque<>();
  private BigDecimal credits;
  private BigDecimal spent = written(BigDecimal.ZERO);
  private long charges;
  private long calls;
  private Consumer<BigDecimal> heir = amount -> {};

  /**
   * A new account.
   *
   * @param latest how many entries of the ledger are kept
   */
  Account(String key, BigDecimal credits, InstantSource clock, int latest) {
    this.key = key;
    this.credits = written(credits);
    this.clock = clock;
    this.latest = latest;
  }

  /** The API key, which is the account's name. */
  public String key() {
    return key;
  }

  /** What can be spent now. */
  public synchronized BigDecimal credits() {
    return credits;
  }

  synchronized void credits(BigDecimal amount) {
    credits = written(amount);
  }

  private static BigDecimal written(BigDecimal amount) {
    return amount.setScale(Math.max(amount.scale(), LEAST_DECIMALS));
  }

  /** All charges in sum, and the latest one by one. */
  public synchronized Ledger ledger() {
    return new Ledger(charges, spent, List.copyOf(entries));
  }

  /**
   * Nobody will find this account any more.
   *
   * @param heir told what it was charged, now and, for calls that are still under way, later
   */
  synchronized void leaveTo(Consumer<BigDecimal> heir) {
    this.heir = heir;
    heir.accept(spent);
  }

  synchronized long countCall() {
    return ++calls;
  }

  /**
   * Sets {@code price} aside for a call that is about to be made, so that calls at the same time
   * cannot overspend. Empty when there is too little.
   *
   * @param whenCharged run when the call is charged
   */
  public synchronized Optional<Reservation> reserve(BigDecimal price, Runnable whenCharged) {
    if (credits.compareTo(price) < 0) {
      return Optional.empty();
    }
    credits = credits.subtract(price);
    return Optional.of(new Reservation(price, whenCharged));
  }

  private synchronized void enter(LedgerEntry entry) {
    if (entries.size() == latest) {
      entries.removeFirst();
    }
    entries.addLast(entry);
    charges++;
    spent = spent.add(entry.credits());
    heir.accept(entry.credits());
  }

  /** Credits set aside: charged when the work was done, given back on close when it was not. */
  public final class Reservation implements AutoCloseable {

    private final BigDecimal price;
    private final Runnable whenCharged;
    private boolean settled;

    private Reservation(BigDecimal price, Runnable whenCharged) {
      this.price = price;
      this.whenCharged = whenCharged;
    }

    /** The work was done: the charge is entered in the ledger. */
    public void charge(String operation) {
      synchronized (Account.this) {
        enter(new LedgerEntry(operation, price, clock.instant()));
        settled = true;
      }
      whenCharged.run();
    }

    @Override
    public void close() {
      synchronized (Account.this) {
        if (!settled) {
          credits = credits.add(price);
          settled = true;
        }
      }
    }
  }
}
