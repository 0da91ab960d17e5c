package dev.clearcut.mock.admin;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.account.Accounts;
import dev.clearcut.mock.account.LedgerEntry;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/**
 * What tests may know and set of an account. Open to everyone: the emulator guards nothing real.
 */
@Path("/mock/accounts/{key}")
@UnlessBuildProfile("prod")
public class AccountsResource {

  private final Accounts accounts;

  AccountsResource(Accounts accounts) {
    this.accounts = accounts;
  }

  /** An account's money. */
  public record Balance(
      @NotNull(message = "is missing; give a number such as 10.0")
          @DecimalMin(value = "0.0", message = "must not be negative")
          BigDecimal credits) {}

  /** An account's charges, oldest first. */
  public record Ledger(List<LedgerEntry> entries) {}

  @GET
  public Balance get(@RestPath String key) {
    return new Balance(accounts.get(key).credits());
  }

  @PUT
  public Balance put(@RestPath String key, @Valid @NotNull Balance balance) {
    Account account = accounts.get(key);
    accounts.credit(key, balance.credits());
    return new Balance(account.credits());
  }

  @GET
  @Path("/ledger")
  public Ledger ledger(@RestPath String key) {
    return new Ledger(accounts.get(key).ledger());
  }
}
