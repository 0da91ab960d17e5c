package dev.clearcut.mock.account;

import dev.clearcut.mock.clock.EmulatorClock;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
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
public class Accounts {

  private final ConcurrentMap<String, Account> accounts = new ConcurrentHashMap<>();
  private final AccountConfig config;
  private final EmulatorClock clock;

  Accounts(AccountConfig config, EmulatorClock clock) {
    this.config = config;
    this.clock = clock;
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
        key, key.startsWith("broke") ? new BigDecimal("0.0") : config.credits(), clock);
  }
}
