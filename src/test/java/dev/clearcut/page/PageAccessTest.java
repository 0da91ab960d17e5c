package dev.clearcut.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clearcut.testing.Callers;
import dev.clearcut.testing.Chromium;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page where access is not open. */
@QuarkusTest
@TestProfile(Callers.class)
class PageAccessTest {

  @TempDir static Path downloads;

  @BeforeAll
  static void needABrowser() {
    assumeTrue(Chromium.isThere(), Chromium.MISSING);
  }

  @Test
  void aKeyIsAskedForAndKeptInTheTabAlone() {
    try (Screen screen = new Screen(downloads)) {
      screen.open("");
      screen.text("dialog", "This service needs an API key.");
      screen.state("key");
      enter(screen, "nobody's key");
      screen.text("dialog", "This key is not known here, or not any more.");
      enter(screen, Callers.OPERATOR);
      screen.headline("Drop photos here");
      screen.text("nav", "Money");
      assertThat(screen.run("return localStorage.length + document.cookie.length")).isEqualTo(0L);

      screen.run("sessionStorage.setItem('clearcut.key', 'expired')");
      screen.click("Library");
      screen.text("dialog", "This key is not known here, or not any more.");
      enter(screen, Callers.READER);
      screen.headline("Latest cutouts");
      assertThat(screen.find("nav").getText()).doesNotContain("Money");
    }
  }

  private static void enter(Screen screen, String key) {
    WebElement input = screen.find("dialog input");
    input.sendKeys(key);
    screen.browser().findElement(By.cssSelector("dialog button")).click();
    screen.until(
        () ->
            key.equals(screen.run("return sessionStorage.getItem('clearcut.key')"))
                && Boolean.TRUE.equals(screen.run("return document.readyState === 'complete'")),
        "the key is taken");
  }
}
