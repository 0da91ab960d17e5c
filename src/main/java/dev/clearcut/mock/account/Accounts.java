package dev.clearcut.mock.account;

import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.wire.Resettable;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Every API key is an account, made on first use. Names that begin with a word have a meaning, as
 * the test cards of payment sandboxes do: {@code revoked…} is always refused, {@code broke…} has no
 * credits, {@code limited…} is rate limited on every second call.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Accounts implements Resettable {

  private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();
  private final AccountConfig config;
  private final EmulatorClock clock;
  private final Event<LedgerEntry> charged;

  Accounts(AccountConfig config, EmulatorClock clock, Event<LedgerEntry> charged) {
    this.config = config;
    this.clock = clock;
    this.charged = charged;
  }

  /** The account of an API key; empty when the key is revoked or not on the closed list. */
  public Optional<Account> find(String key) {
    boolean unknown = config.only().isPresent() && !config.only().get().contains(key);
    return unknown || key.startsWith("revoked") ? Optional.empty() : Optional.of(get(key));
  }

  /** The account of a key, whether or not calls with it are let in. */
  public Account get(String key) {
    return accounts.computeIfAbsent(key, this::open);
  }

  /** All accounts that were used or asked about, by name. */
  public List<Account> all() {
    return accounts.values().stream().sorted(Comparator.comparing(Account::key)).toList();
  }

  @Override
  public void reset() {
    accounts.clear();
  }

  @Override
  public void reset(String account) {
    accounts.remove(account);
  }

  /** Sets what the account can spend; its ledger stays. */
  public void credit(String key, BigDecimal credits) {
    get(key).credits(credits);
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
        charged::fire);
  }
}
