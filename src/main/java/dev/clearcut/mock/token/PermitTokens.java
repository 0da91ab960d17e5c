package dev.clearcut.mock.token;

import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.ByteUtil;
import org.jose4j.lang.JoseException;

/** Permits as JSON Web Tokens, under a key that only this process knows. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class PermitTokens {

  private static final String BODY = "request";
  private static final int KEY_BYTES = 32;

  private final HmacKey key = new HmacKey(ByteUtil.randomBytes(KEY_BYTES));
  private final JwtConsumer signatureOnly =
      new JwtConsumerBuilder()
          .setVerificationKey(key)
          .setJwsAlgorithmConstraints(
              new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
          .setSkipAllValidators()
          .build();

  String write(Permit permit) {
    JwtClaims claims = new JwtClaims();
    claims.setJwtId(permit.id());
    claims.setAudience(permit.operation());
    claims.setExpirationTime(NumericDate.fromSeconds(permit.expiresAt().getEpochSecond()));
    if (!permit.body().isEmpty()) {
      claims.setClaim(BODY, permit.body());
    }
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    signature.setHeader("typ", "JWT");
    signature.setKey(key);
    signature.setPayload(claims.toJson());
    try {
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("Cannot sign a permit", e);
    }
  }

  /** The permit in a token that was written here, which may have expired; empty for other text. */
  Optional<Permit> read(String token) {
    try {
      JwtClaims claims = signatureOnly.processToClaims(token);
      return Optional.of(
          new Permit(
              claims.getJwtId(),
              claims.getAudience().get(0),
              Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
              body(claims)));
    } catch (InvalidJwtException | MalformedClaimException notOurs) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("unchecked") // a JSON object is what write() put there
  private static Map<String, Object> body(JwtClaims claims) {
    return claims.hasClaim(BODY) ? (Map<String, Object>) claims.getClaimValue(BODY) : Map.of();
  }
}
