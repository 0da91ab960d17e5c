package dev.clearcut.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;

/**
 * The application as it runs in production: closed, with API keys and with tokens beside them, with
 * a limit for each caller that takes hours to fill again, traced, and with a key of its own for the
 * vendor, which takes nothing that the contract does not know.
 */
public class Callers implements QuarkusTestProfile {

  /** Keys, one for each role. */
  public static final String READER = "reader-key-of-the-tests";

  public static final String EDITOR = "editor-key-of-the-tests";
  public static final String OPERATOR = "operator-key-of-the-tests";

  /** The origin whose pages may call, besides those of this machine. */
  public static final String PAGE = "https://shop.example.com";

  /** Of someone who may read, and calls too often. */
  public static final String HASTY = "hasty-key-of-the-tests";

  /** How many calls each of them may make at once. */
  public static final int MOST_CALLS = 200;

  /** With which the service pays the vendor; it cannot be taken for anything else. */
  public static final String VENDOR_KEY = "a-secret-between-the-service-and-the-vendor";

  private static final String ISSUER = "https://issuer.example";
  private static final RSAPrivateCrtKey PROVIDER = key("provider.key");
  private static final RSAPrivateCrtKey STRANGER = key("stranger.key");

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("clearcut.access.open", "false"),
        Map.entry("clearcut.access.keys.viewer.sha256", DigestUtils.sha256Hex(READER)),
        Map.entry("clearcut.access.keys.viewer.roles", "reader"),
        Map.entry("clearcut.access.keys.shop.sha256", DigestUtils.sha256Hex(EDITOR)),
        Map.entry("clearcut.access.keys.shop.roles", "editor"),
        Map.entry("clearcut.access.keys.admin.sha256", DigestUtils.sha256Hex(OPERATOR)),
        Map.entry("clearcut.access.keys.admin.roles", "operator"),
        Map.entry("quarkus.http.cors.enabled", "true"),
        Map.entry("quarkus.http.cors.origins", PAGE + ",/http://127\\.0\\.0\\.1:[0-9]+/"),
        Map.entry("quarkus.http.cors.exposed-headers", "Location,ETag,Retry-After,X-Request-Id"),
        Map.entry("clearcut.access.keys.hasty.sha256", DigestUtils.sha256Hex(HASTY)),
        Map.entry("clearcut.access.keys.hasty.roles", "reader"),
        Map.entry("clearcut.access.rate-limit.requests", String.valueOf(MOST_CALLS)),
        Map.entry("clearcut.access.rate-limit.per", "PT1000H"),
        Map.entry("clearcut.backgroundcut.api-key", VENDOR_KEY),
        Map.entry("clearcut.mock.strict", "true"),
        Map.entry("quarkus.otel.sdk.disabled", "false"),
        Map.entry("quarkus.otel.traces.exporter", "none"),
        Map.entry("quarkus.oidc.tenant-enabled", "true"),
        Map.entry("quarkus.oidc.token.issuer", ISSUER),
        Map.entry("quarkus.oidc.token.audience", "clearcut"),
        Map.entry("quarkus.oidc.public-key", publicKey()));
  }

  /** A good token with these roles. */
  public static String token(String... roles) {
    return tokenOf("alice", roles);
  }

  /** A good token of somebody with these roles. */
  public static String tokenOf(String subject, String... roles) {
    return signed(PROVIDER, ISSUER, subject, 5, roles);
  }

  /** A token that was good until ten minutes ago. */
  public static String expiredToken(String... roles) {
    return signed(PROVIDER, ISSUER, "alice", -10, roles);
  }

  /** A token that somebody else signed. */
  public static String forgedToken(String... roles) {
    return signed(STRANGER, ISSUER, "alice", 5, roles);
  }

  /** A token of another issuer. */
  public static String foreignToken(String... roles) {
    return signed(PROVIDER, "https://other.example", "alice", 5, roles);
  }

  private static String signed(
      PrivateKey key, String issuer, String subject, int minutes, String... roles) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience("clearcut");
    claims.setSubject(subject);
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(minutes);
    claims.setStringListClaim("groups", List.of(roles));
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setKey(key);
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String publicKey() {
    try {
      return Base64.getEncoder()
          .encodeToString(
              KeyFactory.getInstance("RSA")
                  .generatePublic(
                      new RSAPublicKeySpec(PROVIDER.getModulus(), PROVIDER.getPublicExponent()))
                  .getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of tests alone, and kept: to draw one takes seconds, and every class loader needs the same. */
  private static RSAPrivateCrtKey key(String name) {
    try (InputStream file = Callers.class.getResourceAsStream(name)) {
      return (RSAPrivateCrtKey)
          KeyFactory.getInstance("RSA")
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(file.readAllBytes())));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
