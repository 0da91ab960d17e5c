package dev.clearcut.mock.account;

import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.KeyScheme;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;

/** Decides whether a call is let in, and on whose account it then runs: the {@link Caller}'s. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Admission {

  private static final long RETRY_AFTER_SECONDS = 1;

  private final Accounts accounts;
  private final Caller caller;
  private final Contract contract;

  Admission(Accounts accounts, Caller caller, Contract contract) {
    this.accounts = accounts;
    this.caller = caller;
    this.contract = contract;
  }

  /** By the API key that the call carries: 401 without a good one. */
  public void byKey(KeyScheme scheme, ContainerRequestContext request) {
    Account account =
        scheme
            .key(request.getHeaderString(HttpHeaders.AUTHORIZATION))
            .flatMap(accounts::find)
            .orElseThrow(() -> contract.error(scheme.unauthorized()));
    admit(account, scheme);
  }

  /** By a request that the account signed, which is a thing of the filename dialect. */
  public void bySignature(Account signer) {
    admit(signer, KeyScheme.BEARER);
  }

  private void admit(Account account, KeyScheme scheme) {
    if (accounts.limited(account)) {
      throw contract.error(scheme.rateLimited(), RETRY_AFTER_SECONDS);
    }
    caller.account(account);
  }
}
