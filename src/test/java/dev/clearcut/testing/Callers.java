package dev.clearcut.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
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

  /** The origin whose pages may call. */
  public static final String PAGE = "https://shop.example.com";

  /** Of someone who may read, and calls too often. */
  public static final String HASTY = "hasty-key-of-the-tests";

  /** How many calls each of them may make at once. */
  public static final int MOST_CALLS = 200;

  /** With which the service pays the vendor; it cannot be taken for anything else. */
  public static final String VENDOR_KEY = "a-secret-between-the-service-and-the-vendor";

  private static final String ISSUER = "https://issuer.example";
  private static final KeyPair PROVIDER = keyPair("the provider");
  private static final KeyPair STRANGER = keyPair("somebody else");

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
        Map.entry("quarkus.http.cors.origins", PAGE),
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
        Map.entry(
            "quarkus.oidc.public-key",
            Base64.getEncoder().encodeToString(PROVIDER.getPublic().getEncoded())));
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
      KeyPair keys, String issuer, String subject, int minutes, String... roles) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer);
    claims.setAudience("clearcut");
    claims.setSubject(subject);
    claims.setIssuedAtToNow();
    claims.setExpirationTimeMinutesInTheFuture(minutes);
    claims.setStringListClaim("groups", List.of(roles));
    JsonWebSignature token = new JsonWebSignature();
    token.setPayload(claims.toJson());
    token.setKey(keys.getPrivate());
    token.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    try {
      return token.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The same keys in every class loader, because the profile is read in another than the tests: a
   * system property hands them on.
   */
  private static KeyPair keyPair(String name) {
    String[] keys =
        System.getProperties()
            .computeIfAbsent(Callers.class.getName() + " " + name, property -> generated())
            .toString()
            .split(" ");
    try {
      KeyFactory factory = KeyFactory.getInstance("RSA");
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(keys[0]))),
          factory.generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(keys[1]))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String generated() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair keys = generator.generateKeyPair();
      Base64.Encoder base64 = Base64.getEncoder();
      return base64.encodeToString(keys.getPublic().getEncoded())
          + " "
          + base64.encodeToString(keys.getPrivate().getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
