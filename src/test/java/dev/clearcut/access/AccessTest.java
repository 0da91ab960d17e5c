package dev.clearcut.access;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import dev.clearcut.testing.Callers;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and to do what. */
@QuarkusTest
@TestProfile(Callers.class)
class AccessTest {

  @ParameterizedTest
  @ValueSource(strings = {"/presets", "/cutouts/none", "/usage"})
  void withoutAKeyNobodyIsLetIn(String path) {
    unauthenticated(given().get(path))
        .header("WWW-Authenticate", equalTo("Bearer realm=\"clearcut\""))
        .body(field("detail", containsString("needs an API key or a token")));
  }

  @Test
  void aPhotoWithoutAKeyIsRefused() {
    unauthenticated(post(given()));
  }

  @Test
  void aKeyIsTakenAsABearerOrInAHeaderOfItsOwn() {
    bearer(Callers.READER).get("/presets").then().statusCode(200);
    given().header("X-API-Key", Callers.READER).get("/presets").then().statusCode(200);
    given()
        .header("Authorization", "bearer " + Callers.READER)
        .get("/presets")
        .then()
        .statusCode(200);
  }

  @Test
  void anUnknownKeyIsRefusedWhereverItStands() {
    unauthenticated(bearer("nobodys-key").get("/presets"))
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body(field("detail", containsString("not known here")));
    unauthenticated(given().header("X-API-Key", "nobodys-key").get("/presets"))
        .header("WWW-Authenticate", containsString("error=\"invalid_token\""));
    unauthenticated(given().header("X-API-Key", "").get("/presets"));
  }

  @ParameterizedTest
  @CsvSource({
    "reader-key-of-the-tests, 200, 403, 403",
    "editor-key-of-the-tests, 200, 422, 403",
    "operator-key-of-the-tests, 200, 422, 200"
  })
  void eachRoleMayWhatItIncludes(String key, int reading, int making, int watching) {
    bearer(key).get("/presets").then().statusCode(reading);
    post(bearer(key)).then().statusCode(making);
    bearer(key).get("/usage").then().statusCode(watching);
  }

  /** The one policy that goes by path: no other spelling of the path may lead past it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/q/metrics",
        "/q/metrics/",
        "/q/metrics;x",
        "/q/metrics%3Bx",
        "/q%2Fmetrics",
        "/q%2Fmetrics",
        "//q//metrics",
        "/q/./metrics",
        "/presets/../q/metrics"
      })
  void withoutAKeyNobodySeesMetrics(String path) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(oneOf(401, 404))
        .body(not(containsString("jvm_")));
  }

  @Test
  void aMissingRoleIsToldWithTheRolesThatThereAre() {
    post(bearer(Callers.READER))
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .body(field("type", equalTo("urn:clearcut:problem:not-allowed")))
        .body(field("detail", containsString("its roles (reader) do not allow this call")));
  }

  @Test
  void anEditorMakesACutoutAndAReaderReadsIt() {
    String location =
        bearer(Callers.EDITOR)
            .multiPart("image", "photo.jpg", Photos.unseenCup())
            .post("/cutouts")
            .then()
            .statusCode(201)
            .extract()
            .header("Location");

    bearer(Callers.READER).get(location).then().statusCode(200);
  }

  @Test
  void aTokenOfTheProviderIsTakenWithTheRolesThatItNames() {
    bearer(Callers.token("reader")).get("/presets").then().statusCode(200);
    bearer(Callers.token("operator")).get("/usage").then().statusCode(200);
  }

  @Test
  void aTokenWithoutTheRoleIsNotAllowed() {
    bearer(Callers.token("reader"))
        .get("/usage")
        .then()
        .statusCode(403)
        .contentType("application/problem+json");
    bearer(Callers.token()).get("/presets").then().statusCode(403);
    bearer(Callers.token("accountant")).get("/presets").then().statusCode(403);
  }

  @Test
  void aTokenThatIsNotGoodIsRefused() {
    unauthenticated(bearer(Callers.expiredToken("reader")).get("/presets"));
    unauthenticated(bearer(Callers.forgedToken("reader")).get("/presets"));
    unauthenticated(bearer(Callers.foreignToken("reader")).get("/presets"));
    unauthenticated(bearer("not.a.token").get("/presets"))
        .header("WWW-Authenticate", startsWith("Bearer"));
  }

  @Test
  void theEmulatorKeepsKeysOfItsOwn() {
    given()
        .header("Authorization", "Token any-account")
        .multiPart("file", "photo.jpg", Photos.unseenCup())
        .multiPart("key", "photo.jpg")
        .post("/v3/file-ops/upload/")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health/live", "/q/health/ready", "/q/openapi", "/q/swagger-ui/"})
  void healthAndDocumentsAreForEveryone(String path) {
    given().get(path).then().statusCode(200);
  }

  @Test
  void theDocumentSaysWhoMayMakeEachCall() {
    given()
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body(field("components.securitySchemes.bearer.scheme", equalTo("bearer")))
        .body(field("components.securitySchemes.apiKey.name", equalTo("X-API-Key")))
        .body("paths.'/cutouts'.post.security.size()", equalTo(2))
        .body("paths.'/cutouts'.post.description", containsString("Needs the role `editor`."))
        .body("paths.'/presets'.get.description", containsString("Needs the role `reader`."))
        .body("paths.'/usage'.get.description", containsString("Needs the role `operator`."))
        .body(
            "paths.'/usage'.get.responses.keySet()", org.hamcrest.Matchers.hasItems("401", "403"));
  }

  @Test
  void anApiKeyAndATokenOfTheSameNameDoNotShareAnIdempotencyKey() {
    byte[] photo = Photos.unseenCup();
    String key = UUID.randomUUID().toString();

    once(Callers.EDITOR, key, photo).header("Idempotency-Replayed", nullValue());
    once(Callers.tokenOf("shop", "editor"), key, photo).header("Idempotency-Replayed", nullValue());

    once(Callers.EDITOR, key, photo).header("Idempotency-Replayed", "true");
  }

  private static ValidatableResponse once(String caller, String key, byte[] photo) {
    return bearer(caller)
        .header("Idempotency-Key", key)
        .multiPart("image", "photo.jpg", photo)
        .post("/cutouts")
        .then()
        .statusCode(anyOf(is(200), is(201)));
  }

  private static RequestSpecification bearer(String key) {
    return given().header("Authorization", "Bearer " + key);
  }

  /** Something that is no photo: 422 to whoever may make cutouts. */
  private static Response post(RequestSpecification request) {
    return request.multiPart("image", "photo.jpg", new byte[] {1, 2, 3}).post("/cutouts");
  }

  private static ValidatableResponse unauthenticated(Response response) {
    return response
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body(field("type", equalTo("urn:clearcut:problem:not-authenticated")));
  }
}
