package dev.clearcut.testing;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.junit.callback.QuarkusTestAfterTestExecutionCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
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

  /** Without REST Assured, because it is asked after each test. */
  private static List<Map<String, Object>> violations(String account) {
    String journal =
        ConfigProvider.getConfig().getValue("test.url", String.class)
            + "/mock/journal/violations?account="
            + URLEncoder.encode(account, UTF_8);
    try (InputStream answer = URI.create(journal).toURL().openStream()) {
      return Json.at(new String(answer.readAllBytes(), UTF_8), "entries");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sentences(Map<String, Object> call) {
    return ((List<?>) call.get("violations"))
        .stream()
            .map(each -> (Map<?, ?>) each)
            .map(each -> "%s: %s".formatted(call.get("operation"), each.get("sentence")))
            .collect(Collectors.joining("\n"));
  }
}
