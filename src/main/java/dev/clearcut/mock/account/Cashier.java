package dev.clearcut.mock.account;

import dev.clearcut.mock.wire.Contract;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;

/** Takes money for paid calls. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Cashier {

  private final Contract contract;

  Cashier(Contract contract) {
    this.contract = contract;
  }

  /** Sets the price of a call aside: 402 when the account cannot pay it. */
  public Account.Reservation reserve(Account account, BigDecimal price) {
    return account
        .reserve(price)
        .orElseThrow(() -> contract.insufficientCredits(price, account.credits()));
  }
}
