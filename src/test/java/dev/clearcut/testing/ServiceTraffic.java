package dev.clearcut.testing;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.callback.QuarkusTestAfterTestExecutionCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * After each test: whatever the service has sent to the vendor is what the contract says. The
 * emulator's journal knows; a test during which it noted a violation fails.
 */
public final class ServiceTraffic implements QuarkusTestAfterTestExecutionCallback {

  @Override
  public void afterTestExecution(QuarkusTestMethodContext test) {
    check(ConfigProvider.getConfig().getValue("clearcut.backgroundcut.api-key", String.class));
  }

  /** Fails when calls of this account were not as the contract says, and forgets them. */
  static void check(String account) {
    List<Map<String, Object>> calls = violations(account);
    if (!calls.isEmpty()) {
      given().queryParam("account", account).delete("/mock/journal").then().statusCode(204);
      throw new AssertionError(
          "The service has sent what the contract does not know:\n"
              + calls.stream().map(ServiceTraffic::sentences).collect(Collectors.joining("\n")));
    }
  }

  private static List<Map<String, Object>> violations(String account) {
    return Json.at(
        given()
            .queryParam("account", account)
            .get("/mock/journal/violations")
            .then()
            .statusCode(200)
            .extract()
            .asString(),
        "entries");
  }

  private static String sentences(Map<String, Object> call) {
    return ((List<?>) call.get("violations"))
        .stream()
            .map(each -> (Map<?, ?>) each)
            .map(each -> "%s: %s".formatted(call.get("operation"), each.get("sentence")))
            .collect(Collectors.joining("\n"));
  }
}
