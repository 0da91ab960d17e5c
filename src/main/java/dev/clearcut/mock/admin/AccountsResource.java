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

    private static final BigDecimal MOST = new BigDecimal("1000000000");
    private static final int MOST_DECIMALS = 6;
    private static final int LONGEST_SHOWN = 40;

    /** Checks that it is an amount. */
    public Balance {
      if (credits == null
          || credits.signum() < 0
          || credits.compareTo(MOST) > 0
          || credits.stripTrailingZeros().scale() > MOST_DECIMALS) {
        throw new IllegalArgumentException(
            "credits must be a number such as 10.0, from 0 to %s with at most %d decimals, but is %s."
                .formatted(MOST, MOST_DECIMALS, shown(credits)));
      }
    }

    /** A number may be written with a thousand digits. */
    private static String shown(BigDecimal credits) {
      String text = String.valueOf(credits);
      return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
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
