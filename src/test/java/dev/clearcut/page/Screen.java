package dev.clearcut.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.clearcut.testing.Chromium;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** The page in a browser, in the words of tests. */
final class Screen implements AutoCloseable {

  private static final Path PICTURES = Path.of("target/screenshots");

  /** Says that something hangs; nothing that merely takes long. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Map<String, Map<String, Object>> SIZES =
      Map.of(
          "1440", Map.of("width", 1440, "height", 900, "deviceScaleFactor", 1, "mobile", false),
          "360", Map.of("width", 360, "height", 740, "deviceScaleFactor", 1, "mobile", false));

  private final ChromeDriver browser;

  Screen(Path downloads) {
    browser = Chromium.start(downloads);
    size("1440");
  }

  ChromeDriver browser() {
    return browser;
  }

  /** Opens the page anew, at a place of it such as {@code #/library}. */
  void open(String hash) {
    browser.get("about:blank");
    browser.get("http://localhost:%d/%s".formatted(RestAssured.port, hash));
  }

  WebElement find(String css) {
    until(() -> !browser.findElements(By.cssSelector(css)).isEmpty(), css);
    return browser.findElement(By.cssSelector(css));
  }

  List<WebElement> all(String css) {
    return browser.findElements(By.cssSelector(css));
  }

  /** The button or link with this text. */
  WebElement button(String text) {
    By by = By.xpath("//*[self::button or self::a][normalize-space()=\"%s\"]".formatted(text));
    until(() -> browser.findElements(by).stream().anyMatch(WebElement::isDisplayed), text);
    return browser.findElement(by);
  }

  void click(String text) {
    WebElement button = button(text);
    run("arguments[0].scrollIntoView({block: 'center'})", button);
    button.click();
  }

  /** Waits until the headline has this text in it. */
  void headline(String text) {
    text("main h1", text);
  }

  void text(String css, String text) {
    until(
        () -> {
          // What is replaced in between is asked for once more.
          Object all =
              run(
                  "return [...document.querySelectorAll(arguments[0])].map(e =>"
                      + " e.textContent).join('|')",
                  css);
          return all.toString().contains(text);
        },
        css + " with " + text);
  }

  void until(BooleanSupplier seen, String what) {
    await(what).atMost(PATIENCE).until(seen::getAsBoolean);
  }

  Object run(String script, Object... arguments) {
    return ((JavascriptExecutor) browser).executeScript(script, arguments);
  }

  /** Presses keys where the focus is; a chord is held together. */
  void keys(CharSequence... keys) {
    browser.switchTo().activeElement().sendKeys(keys);
  }

  /** Clicks on an element at a place of it, from 0 to 1, while keys are held. */
  void clickAt(String css, double across, double down, Keys... held) {
    WebElement element = find(css);
    int width = element.getSize().width;
    int height = element.getSize().height;
    Actions actions = new Actions(browser);
    for (Keys key : held) {
      actions.keyDown(key);
    }
    // From the middle of the element.
    actions
        .moveToElement(
            element,
            (int) Math.round((across - 0.5) * width),
            (int) Math.round((down - 0.5) * height))
        .click();
    for (Keys key : held) {
      actions.keyUp(key);
    }
    actions.perform();
  }

  /** Tabs on until an element matches; says how often. */
  void tabTo(String css) {
    for (int i = 0; i < 60; i++) {
      if (Boolean.TRUE.equals(run("return document.activeElement.matches(arguments[0])", css))) {
        return;
      }
      keys(Keys.TAB);
    }
    throw new AssertionError("No way to %s with the tab key".formatted(css));
  }

  /** Drops files on the page, as a hand would. */
  void drop(String name, byte[] file) {
    find(".drop");
    run(
        """
        const bytes = Uint8Array.from(atob(arguments[1]), c => c.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], arguments[0], {type: 'image/jpeg'}));
        document.querySelector('.drop').dispatchEvent(
          new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true}));
        """,
        name,
        Base64.getEncoder().encodeToString(file));
  }

  void size(String width) {
    browser.executeCdpCommand("Emulation.setDeviceMetricsOverride", SIZES.get(width));
  }

  /**
   * Takes a picture of a state at two widths, light and dark, and has axe look at each; nothing may
   * be wider than the screen.
   */
  void state(String name) {
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      for (String width : List.of("360", "1440")) {
        size(width);
        picture("%s-%s-%s.png".formatted(name, width, scheme));
        assertThat(findings()).as("%s at %s, %s", name, width, scheme).isEmpty();
        assertThat((Long) run("return document.documentElement.scrollWidth - innerWidth"))
            .as("wider than the screen: %s at %s", name, width)
            .isLessThanOrEqualTo(0L);
      }
    }
    assertThat(
            browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(Object::toString)
                .filter(
                    line -> line.contains("Content Security Policy") || line.contains("Uncaught")))
        .isEmpty();
  }

  private void picture(String name) {
    try {
      Files.createDirectories(PICTURES);
      Files.write(PICTURES.resolve(name), browser.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<?> findings() {
    run(axe());
    return (List<?>)
        browser.executeAsyncScript(
            """
            const done = arguments[arguments.length - 1];
            axe.run().then(({violations}) => done(violations.map(
              (it) => `${it.id}: ${it.help}: ${it.nodes.map((node) => node.html).join(' ')}`)));
            """);
  }

  private static String axe() {
    try (InputStream script = Screen.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    browser.quit();
  }
}
