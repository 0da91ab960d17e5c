package dev.clearcut.mock.token;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.model.SignedRequest;
import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.account.Admission;
import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.clock.Expiring;
import dev.clearcut.mock.clock.Resettable;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Incoming;
import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.exchange.CallOwner;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Signs calls for browsers, and lets in the calls that were signed: each once, for a short time,
 * and on the account that signed.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class SignedRequests implements CallOwner, Resettable {

  private static final String TOKEN = "signed_request";

  private record Signer(Account account, Instant expiresAt) {}

  /** No test needs as many at a time. */
  private static final int AT_MOST = 50_000;

  /** The signers of the permits that were not used yet, by the permits' ids. */
  private final Expiring<Signer> unused = new Expiring<>(AT_MOST, this::isExpired);

  private final PermitTokens tokens;
  private final SignedRequestConfig config;
  private final EmulatorClock clock;
  private final Admission admission;
  private final Contract contract;
  private final ObjectMapper json;

  SignedRequests(
      PermitTokens tokens,
      SignedRequestConfig config,
      EmulatorClock clock,
      Admission admission,
      Contract contract,
      ObjectMapper json) {
    this.tokens = tokens;
    this.config = config;
    this.clock = clock;
    this.admission = admission;
    this.contract = contract;
    this.json = json;
  }

  /** Signs one call of an operation, which the contract's operation id names. */
  public SignedRequest sign(Account signer, String operation) {
    return sign(signer, operation, Map.of());
  }

  /** Signs one call with this very body, a model of the contract. */
  public SignedRequest sign(Account signer, String operation, Object body) {
    Permit permit =
        new Permit(
            UUID.randomUUID().toString(),
            operation,
            clock.instant().plus(config.lifetime()).truncatedTo(ChronoUnit.SECONDS),
            json.convertValue(body, new TypeReference<>() {}));
    unused.add(permit.id(), new Signer(signer, permit.expiresAt()));
    return new SignedRequest(tokens.write(permit));
  }

  private boolean isExpired(Signer signed) {
    return !clock.instant().isBefore(signed.expiresAt);
  }

  /**
   * Lets a call of {@code operation} in on the account that signed it: 400 without a token, 401
   * with a token that does not permit the call. The token is used up, whatever the answer.
   */
  public void redeem(String token, String operation) {
    redeemed(token, operation);
  }

  /** As {@link #redeem(String, String)}; returns the body that was signed. */
  public <T> T redeem(String token, String operation, Class<T> model) {
    return json.convertValue(redeemed(token, operation).body(), model);
  }

  /** On whose account a call with this token would run; empty when it would not be let in. */
  @Override
  public Optional<Owner> of(Incoming call) {
    return Stream.concat(
            call.query().getOrDefault(TOKEN, List.of()).stream(), call.texts(TOKEN).stream())
        .flatMap(token -> tokens.read(token).stream())
        .flatMap(permit -> unused.find(permit.id()).stream())
        .findFirst()
        .map(signer -> new Owner(signer.account.key(), Optional.empty()));
  }

  @Override
  public void reset() {
    unused.removeIf(any -> true);
  }

  @Override
  public void reset(String account) {
    unused.removeIf(signer -> signer.account.key().equals(account));
  }

  private Permit redeemed(String token, String operation) {
    if (token == null || token.isEmpty()) {
      throw contract.error(Sentence.MISSING_SIGNED_REQUEST);
    }
    Permit permit =
        tokens.read(token).orElseThrow(() -> contract.error(Sentence.SIGNED_REQUEST_REJECTED));
    Signer signer =
        unused
            .take(permit.id())
            .filter(unusedTillNow -> permit.operation().equals(operation))
            .filter(unusedTillNow -> clock.instant().isBefore(permit.expiresAt()))
            .orElseThrow(() -> contract.error(Sentence.SIGNED_REQUEST_REJECTED));
    admission.bySignature(signer.account);
    return permit;
  }
}
