package dev.clearcut.mock.account;

import dev.clearcut.mock.wire.Contract;
import dev.clearcut.mock.wire.Sentence;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;

/** Lets a request in by {@code Authorization: Token KEY}, before its body is looked at. */
@Provider
@TokenKey
@UnlessBuildProfile("prod")
public class TokenKeyFilter implements ContainerRequestFilter {

  private static final String SCHEME = "Token ";

  private final Accounts accounts;
  private final Caller caller;
  private final Contract contract;

  TokenKeyFilter(Accounts accounts, Caller caller, Contract contract) {
    this.accounts = accounts;
    this.caller = caller;
    this.contract = contract;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header == null
        || !header.startsWith(SCHEME)
        || header.substring(SCHEME.length()).isBlank()) {
      throw contract.error(Sentence.UNAUTHORIZED);
    }
    Account account =
        accounts
            .find(header.substring(SCHEME.length()).trim())
            .orElseThrow(() -> contract.error(Sentence.UNAUTHORIZED));
    if (accounts.limited(account)) {
      throw contract.error(Sentence.RATE_LIMITED, 1);
    }
    caller.account(account);
  }
}
