package dev.clearcut.mock.admin;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.account.Accounts;
import dev.clearcut.mock.account.Accounts.Forgotten;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** What tests may know and set of accounts. */
@Path("/mock/accounts")
@UnlessBuildProfile("prod")
public class AccountsResource {

  private final Accounts accounts;
  private final AdminJson json;

  AccountsResource(Accounts accounts, AdminJson json) {
    this.accounts = accounts;
    this.json = json;
  }

  /** What an account can spend. */
  public record Balance(BigDecimal credits) {

    private static final BigDecimal MOST = new BigDecimal("1e9");
    private static final int MOST_DECIMALS = 20;

    /** Checks that it is an amount that can be counted with. */
    public Balance {
      if (credits == null || credits.signum() < 0) {
        throw new IllegalArgumentException(
            "credits must be a number such as 10.0, not below 0, but is " + credits + ".");
      }
      if (credits.compareTo(MOST) > 0 || credits.scale() > MOST_DECIMALS) {
        throw new IllegalArgumentException(
            "credits must be at most 1000000000, with at most %d decimals, but is %s."
                .formatted(MOST_DECIMALS, credits));
      }
    }
  }

  /** An account, without its ledger. */
  public record Summary(String key, BigDecimal credits) {}

  /** The accounts there are, by name, and those that had to go. */
  public record Summaries(Forgotten forgotten, List<Summary> accounts) {}

  @GET
  public Summaries list() {
    return new Summaries(
        accounts.forgotten(),
        accounts.all().stream()
            .map(account -> new Summary(account.key(), account.credits()))
            .toList());
  }

  @GET
  @Path("/{key}")
  public Balance get(@RestPath String key) {
    return new Balance(accounts.look(key).credits());
  }

  @PUT
  @Path("/{key}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Balance put(@RestPath String key, String body) {
    Balance balance = json.read(body, Balance.class);
    return new Balance(accounts.credit(key, balance.credits()).credits());
  }

  @GET
  @Path("/{key}/ledger")
  public Account.Ledger ledger(@RestPath String key) {
    return accounts.look(key).ledger();
  }
}
