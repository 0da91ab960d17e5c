package dev.clearcut.mock.account;

import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.clock.Resettable;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Every API key is an account, made on first use. Names that begin with a word have a meaning, as
 * the test cards of payment sandboxes do: {@code revoked…} is always refused, {@code broke…} has no
 * credits, {@code limited…} is rate limited on every second call. Of more accounts than are
 * configured, the one goes that was not used for longest.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Accounts implements Resettable {

  /**
   * Accounts that had to go.
   *
   * @param count how many
   * @param credits what they were charged in all
   */
  public record Forgotten(long count, BigDecimal credits) {}

  /** By key; the one that was not used for longest is first. */
  private final Map<String, Account> accounts = new LinkedHashMap<>(16, 0.75f, true);

  private final AccountConfig config;
  private final EmulatorClock clock;
  private AtomicReference<Forgotten> forgotten = nothing();

  Accounts(AccountConfig config, EmulatorClock clock) {
    requireAboveZero("limit", config.limit());
    requireAboveZero("ledger", config.ledger());
    this.config = config;
    this.clock = clock;
  }

  private static AtomicReference<Forgotten> nothing() {
    return new AtomicReference<>(new Forgotten(0, new BigDecimal("0.0")));
  }

  private static void requireAboveZero(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "clearcut.mock.accounts.%s must be at least 1, but is %d".formatted(key, value));
    }
  }

  /** The account of an API key; empty when the key is revoked or not on the closed list. */
  public Optional<Account> find(String key) {
    boolean unknown = config.only().isPresent() && !config.only().get().contains(key);
    return unknown || key.startsWith("revoked") ? Optional.empty() : Optional.of(use(key));
  }

  private synchronized Account use(String key) {
    Account account = accounts.computeIfAbsent(key, this::open);
    Iterator<Account> leastUsed = accounts.values().iterator();
    while (accounts.size() > config.limit()) {
      forget(leastUsed.next());
      leastUsed.remove();
    }
    return account;
  }

  /** What an account was charged stays known, also what calls cost that are still under way. */
  private void forget(Account account) {
    AtomicReference<Forgotten> all = forgotten;
    all.updateAndGet(before -> new Forgotten(before.count + 1, before.credits));
    account.leaveTo(
        amount ->
            all.updateAndGet(before -> new Forgotten(before.count, before.credits.add(amount))));
  }

  /** The account of a key, to look at, whether or not calls with it are let in: none is made. */
  public synchronized Account look(String key) {
    return Optional.ofNullable(accounts.get(key)).orElseGet(() -> open(key));
  }

  /** All accounts that were used, by name. */
  public synchronized List<Account> all() {
    return accounts.values().stream().sorted(Comparator.comparing(Account::key)).toList();
  }

  /** The accounts that had to go since everything was reset. */
  public synchronized Forgotten forgotten() {
    return forgotten.get();
  }

  @Override
  public synchronized void reset() {
    accounts.clear();
    forgotten = nothing();
  }

  @Override
  public synchronized void reset(String account) {
    accounts.remove(account);
  }

  /** Sets what the account can spend; its ledger stays. */
  public Account credit(String key, BigDecimal credits) {
    Account account = use(key);
    account.credits(credits);
    return account;
  }

  /** Counts one call; true when the account's name asks for this one to be rate limited. */
  public boolean limited(Account account) {
    return account.countCall() % 2 == 0 && account.key().startsWith("limited");
  }

  private Account open(String key) {
    return new Account(
        key,
        key.startsWith("broke") ? new BigDecimal("0.0") : config.credits(),
        clock,
        config.ledger());
  }
}
