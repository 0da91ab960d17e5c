package dev.clearcut.mock.exchange;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.contract.Contract;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/** Takes money for paid calls, and notes on the calls what they cost. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Cashier {

  private final CurrentCall current;
  private final Contract contract;

  Cashier(CurrentCall current, Contract contract) {
    this.current = current;
    this.contract = contract;
  }

  /** Sets the price of a call aside: 402 when the account cannot pay it. */
  public Account.Reservation reserve(Account account, BigDecimal price) {
    return account
        .reserve(price, () -> current.get().ifPresent(call -> call.charge(price)))
        .orElseThrow(() -> contract.insufficientCredits(price, account.credits()));
  }
}
