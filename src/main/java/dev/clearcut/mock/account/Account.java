package dev.clearcut.mock.account;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One API key's money. All methods are safe to call from any thread. */
public final class Account {

  /** The vendor writes every amount with a decimal, as in {@code 0.0}. */
  private static final int LEAST_DECIMALS = 1;

  private final String key;
  private final InstantSource clock;
  private final Consumer<LedgerEntry> charged;
  private final List<LedgerEntry> ledger = new ArrayList<>();
  private BigDecimal credits;
  private long calls;

  Account(String key, BigDecimal credits, InstantSource clock, Consumer<LedgerEntry> charged) {
    this.key = key;
    this.credits = written(credits);
    this.clock = clock;
    this.charged = charged;
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

  /** All charges, oldest first. */
  public synchronized List<LedgerEntry> ledger() {
    return List.copyOf(ledger);
  }

  synchronized long countCall() {
    return ++calls;
  }

  /**
   * Sets {@code price} aside for a call that is about to be made, so that calls at the same time
   * cannot overspend. Empty when there is too little.
   */
  public synchronized Optional<Reservation> reserve(BigDecimal price) {
    if (credits.compareTo(price) < 0) {
      return Optional.empty();
    }
    credits = credits.subtract(price);
    return Optional.of(new Reservation(price));
  }

  /** Credits set aside: charged when the work was done, given back on close when it was not. */
  public final class Reservation implements AutoCloseable {

    private final BigDecimal price;
    private boolean settled;

    private Reservation(BigDecimal price) {
      this.price = price;
    }

    /** The work was done: the charge is entered in the ledger. */
    public void charge(String operation) {
      LedgerEntry entry = new LedgerEntry(operation, price, clock.instant());
      synchronized (Account.this) {
        ledger.add(entry);
        settled = true;
      }
      charged.accept(entry);
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
