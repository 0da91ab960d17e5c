package dev.clearcut.handoff;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.clearcut.testing.Callers;
import dev.clearcut.testing.Chromium;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/**
 * The page of the how-to, in a browser, from an origin that is neither the service's nor the
 * vendor's: the photo goes to the vendor, the cutout to the service, and the vendor's key nowhere.
 */
@QuarkusTest
@TestProfile(Callers.class)
class HandoffPageTest {

  private static final Path PAGE = Path.of("docs/examples/handoff/index.html");

  @TempDir Path folder;

  @BeforeAll
  static void needABrowser() {
    assumeTrue(Chromium.isThere(), Chromium.MISSING);
  }

  @Test
  void aBrowserHandsOffAPhotoAndNeverSeesTheVendorsKey() throws IOException {
    byte[] photo = Photos.unseenCup();
    Path file = Files.write(folder.resolve("cup.jpg"), photo);
    int chargesBefore = Emulator.charges(Callers.VENDOR_KEY);
    HttpServer page = servePage();
    ChromeDriver browser = Chromium.start(folder);
    try {
      browser.get(
          "http://127.0.0.1:%d/?service=http://localhost:%d"
              .formatted(page.getAddress().getPort(), RestAssured.port));
      browser.findElement(By.id("key")).sendKeys(Callers.EDITOR);
      browser.findElement(By.id("photo")).sendKeys(file.toString());
      browser.findElement(By.tagName("button")).click();

      String id = DigestUtils.sha256Hex(photo).substring(0, 32);
      await()
          .atMost(Duration.ofMinutes(5))
          .until(
              () -> browser.findElement(By.id("state")).getText(),
              state -> state.startsWith("Done") || state.startsWith("Not done"));
      assertThat(browser.findElement(By.id("state")).getText()).isEqualTo("Done: cutout " + id);
      await()
          .until(
              () -> browser.executeScript("return document.images[0].naturalWidth"),
              w -> !w.equals(0L));
      given()
          .header("X-API-Key", Callers.READER)
          .get("/cutouts/{id}", id)
          .then()
          .statusCode(200)
          .body(field("status", equalTo("ready")))
          .body(field("source.fileName", equalTo("cup.jpg")));
      assertThat(Emulator.charges(Callers.VENDOR_KEY) - chargesBefore).isEqualTo(1);

      List<String> sent = sent(browser);
      assertThat(sent)
          .anyMatch(it -> it.contains("/upload-image/presigned/"))
          .anyMatch(it -> it.contains("/process-image/presigned/"))
          .anyMatch(it -> it.contains("/complete"))
          .anyMatch(it -> it.contains(Callers.EDITOR))
          .noneMatch(it -> it.contains(Callers.VENDOR_KEY));
      assertThat(browser.getPageSource()).doesNotContain(Callers.VENDOR_KEY);
    } finally {
      browser.quit();
      page.stop(0);
    }
  }

  /** All that the browser noted of its requests and of their answers, headers and bodies too. */
  private static List<String> sent(ChromeDriver browser) {
    return StreamSupport.stream(
            browser.manage().logs().get(LogType.PERFORMANCE).spliterator(), false)
        .map(LogEntry::getMessage)
        .filter(entry -> Json.<String>at(entry, "message.method").startsWith("Network."))
        .toList();
  }

  private static HttpServer servePage() throws IOException {
    byte[] html = Files.readAllBytes(PAGE);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("text/html")));
          exchange.sendResponseHeaders(200, html.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(html);
          }
        });
    server.start();
    return server;
  }
}
