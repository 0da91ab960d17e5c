package dev.clearcut.testing;

import static dev.clearcut.contract.VendorContract.asToken;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The check that follows each test of the service can fail. */
@QuarkusTest
class ServiceTrafficTest {

  private final String account = "traffic-" + UUID.randomUUID();

  @Test
  void aCallThatTheContractDoesNotKnowFailsTheTest() {
    askFor("{'key': 'photo.jpg', 'colour': 'red'}");

    assertThatThrownBy(() -> ServiceTraffic.check(account))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("getPublicUrl: ")
        .hasMessageContaining("colour");
  }

  @Test
  void theNextTestDoesNotPayForIt() {
    askFor("{}");
    assertThatThrownBy(() -> ServiceTraffic.check(account)).hasMessageContaining("key");

    assertThatCode(() -> ServiceTraffic.check(account)).doesNotThrowAnyException();
  }

  @Test
  void aGoodCallPasses() {
    askFor("{'key': 'photo.jpg'}");

    assertThatCode(() -> ServiceTraffic.check(account)).doesNotThrowAnyException();
  }

  private void askFor(String body) {
    asToken(account)
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post("/v3/file-ops/get-public-url/");
  }
}
