package dev.clearcut.page;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.openBatch;
import static dev.clearcut.testing.Service.service;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clearcut.testing.Chromium;
import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as a person uses it, in a real browser, beside the emulator. */
@QuarkusTest
class PageTest {

  private static final Path FILES = Path.of("src/main/resources/META-INF/resources/page");
  private static final Path HEIC =
      Path.of("src/test/resources/dev/clearcut/mock/imaging/quadrants.heic");
  private static final int MOST_BYTES_AT_FIRST = 36_000;

  /** Of scripts and styles together, 60 KB, uncompressed. */
  private static final int MOST_BYTES = 61_440;

  /** Where a batch says how it is looked at. */
  private static final String CONNECTION = "app-view > small";

  /** What is loaded before anything is chosen; the other views are loaded when they are shown. */
  private static final List<String> AT_FIRST =
      List.of(
          "app.js",
          "api.js",
          "dom.js",
          "view.js",
          "texts.js",
          "new-view.js",
          "previews-worker.js",
          "uploads.js",
          "page.css");

  @TempDir static Path downloads;
  @TempDir static Path photos;

  private static Screen screen;

  @Inject Due due;

  @BeforeAll
  static void openABrowser() {
    assumeTrue(Chromium.isThere(), Chromium.MISSING);
    screen = new Screen(downloads);
  }

  @AfterAll
  static void closeIt() {
    if (screen != null) {
      screen.close();
    }
  }

  @AfterEach
  void mend() {
    given().delete("/mock/faults").then().statusCode(204);
  }

  @Test
  void onePhotoIsACutoutWithinThreeClicks() {
    byte[] photo = Photos.unseenCoffee();
    screen.open("");
    screen.headline("Drop photos here");
    screen.state("new");

    screen.drop("coffee.jpg", photo);
    screen.text(".price", "Costs at most 1 credit.");
    screen.find(".tiles img");
    screen.state("chosen");
    screen.click("Cut out the photo");

    screen.headline("coffee.jpg: ready");
    screen.find(".layer img.after");
    screen.until(() -> shown("img.after") && shown("img.before"), "both pictures");
    screen.text(".hint", "1 credit spent");
    screen.state("cutout");
    theSliderGoesByKeys();
    theBackgroundCanBeChanged();
    theViewerZooms();
    screen.click("Download transparent");
    screen.until(() -> downloaded(".png"), "the download");
  }

  private boolean shown(String css) {
    return Boolean.TRUE.equals(
        screen.run("return document.querySelector(arguments[0])?.naturalWidth > 0", css));
  }

  private boolean downloaded(String ending) {
    try (Stream<Path> files = Files.list(downloads)) {
      return files.anyMatch(file -> file.toString().endsWith(ending));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void theSliderGoesByKeys() {
    WebElement slider = screen.find(".slider");
    slider.sendKeys(Keys.HOME);
    assertThat(split()).isEqualTo("0%");
    slider.sendKeys(Keys.ARROW_RIGHT);
    assertThat(split()).isEqualTo("1%");
    slider.sendKeys(Keys.END);
    assertThat(split()).isEqualTo("100%");
  }

  private Object split() {
    return screen.run("return document.querySelector('.layer').style.getPropertyValue('--split')");
  }

  private void theBackgroundCanBeChanged() {
    screen.find("[value=black]").click();
    assertThat(
            screen.run("return getComputedStyle(document.querySelector('.stage')).backgroundColor"))
        .isEqualTo("rgb(0, 0, 0)");
  }

  private void theViewerZooms() {
    screen.find(".stage").sendKeys("++", Keys.ARROW_LEFT);
    assertThat(transform()).isEqualTo("translate(40px, 0px) scale(1.5625)");
    screen.find(".stage").sendKeys("0");
    assertThat(transform()).isEqualTo("translate(0px, 0px) scale(1)");
  }

  private Object transform() {
    return screen.run("return document.querySelector('.layer').style.transform");
  }

  /** As phones take them. */
  @Test
  void aPhotoThatTheBrowserCannotShowIsCutOutAllTheSame() {
    screen.open("");

    choose(HEIC.toAbsolutePath());
    screen.text(".price", "Costs at most 1 credit.");
    screen.text(".tiles", "quadrants.heic");
    screen.state("heic-chosen");
    screen.click("Cut out the photo");
    screen.headline("ready");
    screen.until(() -> shown("img.after"), "the result");
    assertThat(screen.all("img.before")).isEmpty();
    assertThat(screen.find(".slider").isDisplayed()).isFalse();
    screen.state("heic-cutout");

    screen.click("Mend by dots");
    screen.text("main", "This browser cannot show this kind of picture.");
    screen.state("heic-dots");
  }

  @Test
  void severalPhotosAreABatchThatSurvivesAReload() throws IOException {
    screen.open("");
    Path text = Files.writeString(photos.resolve("notes.txt"), "no photo");
    choose(photo("one.jpg"), photo("two.jpg"), photo("three.jpg"), text);
    screen.text(".choice", "3 photos");
    screen.text(".choice", "1 file is no photo and left out.");
    screen.text(".price", "Costs at most 3 credits.");
    String fault =
        Emulator.fault("{'operation': 'process', 'account': 'demo', 'status': 402, 'times': 1}");
    screen.click("Cut out 3 photos");
    screen.headline("paused");
    assertThat(Emulator.fired(fault)).isEqualTo(1);
    screen.text(".notice", "has no credits. It goes on by itself");
    screen.state("paused");

    screen.browser().navigate().refresh();
    screen.headline("paused");
    screen.click("Resume");
    untilReady();

    screen.text("main", "3 of 3 done");
    screen.until(() -> screen.all(".tiles img").size() == 3, "three pictures");
    screen.state("batch");
    screen.click("Download all (ZIP)");
    screen.until(() -> downloaded(".zip"), "the ZIP");
  }

  @Test
  void aPhotoThatCannotBeUsedSaysWhy() throws IOException {
    screen.open("");
    choose(photo("good.jpg"), Files.write(photos.resolve("empty.png"), new byte[0]));
    screen.click("Cut out 2 photos");

    screen.text(".upload .notice", "empty.png was not sent: The image is empty (0 bytes).");
    screen.state("refused");
    screen.click("Start without them");
    screen.until(
        () -> {
          due.run();
          return screen.find("main h1").getText().contains("partly ready");
        },
        "partly ready");
  }

  @Test
  void aBatchThatWasNotFilledIsGoneOnWith() throws IOException {
    String id = openBatch("late.jpg");
    screen.open("#/batches/" + id);
    screen.text(".upload", "1 photo is missing. Drop the same files here to go on.");
    screen.state("unfilled");

    screen.find(".upload input").sendKeys(photo("late.jpg").toString());
    untilReady();
  }

  @Test
  void aBatchWhoseEventsDoNotComeIsLookedAtUntilItEnds() throws IOException {
    String id = openBatch("unseen.jpg");
    screen.open("");
    screen.headline("Drop photos here");
    screen.run(
        """
        const fetched = window.fetch;
        window.fetch = (path, init) => path.endsWith('/events')
          ? Promise.reject(new TypeError('cut')) : fetched(path, init);
        location.hash = arguments[0];
        """,
        "#/batches/" + id);
    screen.text(CONNECTION, "no live connection");

    screen.find(".upload input").sendKeys(photo("unseen.jpg").toString());
    untilReady();
    screen.until(() -> screen.find(CONNECTION).getText().isEmpty(), "no word of a connection");
  }

  private void untilReady() {
    screen.until(
        () -> {
          due.run();
          return screen.find("main h1").getText().contains("ready");
        },
        "ready");
  }

  @Test
  void anAnswerThatGetsLostIsPaidOnce() {
    screen.open("#/emulator");
    screen.text("main", "Account “demo”");
    screen.click("Arm it");
    screen.text("main", "Armed: it meets the next call.");
    screen.state("emulator");
    int before = Emulator.charges(SERVICE_ACCOUNT);
    byte[] photo = Photos.unseenCup();
    screen.open("");
    screen.drop("lost.jpg", photo);
    screen.click("Cut out the photo");
    screen.headline("lost.jpg");
    String id = DigestUtils.sha256Hex(photo).substring(0, 32);

    screen.until(() -> isCharged(before), "the charge");
    screen.until(
        () -> {
          due.run();
          return "ready".equals(Json.at(service().get("/cutouts/{id}", id).asString(), "status"))
              || screen.find("main h1").getText().contains("ready");
        },
        "ready");
    assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).isEqualTo(1);
    screen.open("#/emulator");
    screen.text("tbody", "!");
  }

  private static boolean isCharged(int before) {
    return Emulator.charges(SERVICE_ACCOUNT) > before;
  }

  @Test
  void whatWasMadeIsFoundAgainAndDeleted() {
    byte[] photo = Photos.unseenCup();
    String id =
        Json.at(
            service()
                .multiPart("image", "a-rare-name.jpg", photo)
                .multiPart("preset", "preview")
                .multiPart("preset", "amazon")
                .post("/cutouts")
                .asString(),
            "id");
    screen.open("#/library");
    screen.find("[name=fileName]").sendKeys("rare-name", Keys.ENTER);
    screen.until(() -> screen.all(".tiles li").size() == 1, "one cutout");
    screen.find(".tiles img");
    screen.state("library");
    screen.find(".tiles a").click();
    screen.headline("a-rare-name.jpg: ready");
    screen.click("Side by side");
    screen.until(() -> screen.all("dialog figure").size() == 2, "two results");
    screen.state("side-by-side");
    screen.click("Close");

    screen.click("✓ amazon");
    screen.until(() -> focused().contains("amazon"), "the focus stays on what was chosen");

    screen.click("Delete");
    screen.until(() -> focused().equals("Really delete?"), "the focus is on the question");
    screen.state("sure");
    screen.click("Really delete?");
    screen.headline("Latest cutouts");
    service().get("/cutouts/{id}", id).then().statusCode(404);
  }

  private static String focused() {
    return screen.run("return document.activeElement.textContent").toString();
  }

  @Test
  void dotsMendAResultByMouseAndByKeys() {
    String id = made(Photos.unseenCup());
    screen.open("#/cutouts/" + id);
    screen.click("Mend by dots");
    screen.text("main", "A selection costs 1 credit");
    screen.state("dots-price");
    int before = Emulator.charges(SERVICE_ACCOUNT);
    screen.click("Start (1 credit)");
    screen.find(".board canvas");

    screen.run("document.querySelector('.board').scrollIntoView({block: 'center'})");
    screen.clickAt(".board", 0.505, 0.505);
    screen.text("main", "Selected by 1 dot.");
    screen.clickAt(".board", 0.05, 0.105, Keys.ALT);
    screen.text("main", "Selected by 2 dots.");
    assertThat(points(id, "keep")).isEqualTo(List.of(List.of(75, 50)));
    assertThat(points(id, "leave")).isEqualTo(List.of(List.of(7, 10)));
    screen.state("dots");

    screen.keys(Keys.chord(Keys.CONTROL, "z"));
    screen.text("main", "Selected by 1 dot.");
    screen.keys(Keys.chord(Keys.CONTROL, Keys.SHIFT, "z"));
    screen.text("main", "Selected by 2 dots.");
    screen.tabTo(".dot.leave");
    screen.keys(Keys.ENTER);
    screen.text("main", "Selected by 1 dot.");

    screen.find(".board").sendKeys(Keys.ARROW_RIGHT, Keys.chord(Keys.SHIFT, Keys.ARROW_UP));
    screen.keys(Keys.ENTER);
    screen.text("main", "Selected by 2 dots.");
    assertThat(points(id, "keep")).isEqualTo(List.of(List.of(75, 50), List.of(76, 40)));
    screen.keys(Keys.BACK_SPACE);
    screen.text("main", "Selected by 1 dot.");
    screen.size("360");
    screen.clickAt(".board", 0.505, 0.255);
    screen.text("main", "Selected by 2 dots.");
    assertThat(points(id, "keep").get(1)).as("after a resize").isEqualTo(List.of(75, 25));
    screen.size("1440");

    screen.click("Keep this result");
    screen.headline(": ready");
    screen.text(".variants", "mended");
    service()
        .get("/cutouts/{id}", id)
        .then()
        .body(field("variants.origin", contains("process", "selection")));
    assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).as("for all dots together").isEqualTo(1);
  }

  @Test
  void aSelectionThatTheVendorHasForgottenIsStartedAnewWhenAskedTo() {
    String id = made(Photos.unseenCup());
    screen.open("#/cutouts/" + id + "/dots");
    screen.click("Start (1 credit)");
    screen.find(".board canvas");
    Emulator.fault("{'operation': 'segment', 'status': 404, 'times': 2}");
    screen.clickAt(".board", 0.5, 0.5);
    screen.text("main", "The vendor has forgotten this selection.");
    screen.state("dots-expired");
    given().delete("/mock/faults").then().statusCode(204);

    screen.click("Start anew (1 credit)");
    screen.text("main", "Selected by 1 dot.");
  }

  private static List<?> points(String id, String kind) {
    return Json.<List<Map<String, Object>>>at(
            service().get("/selections/{id}", id).asString(), kind)
        .stream()
        .map(point -> List.of(point.get("x"), point.get("y")))
        .toList();
  }

  private static String made(byte[] photo) {
    return Json.at(
        service()
            .multiPart("image", "photo.jpg", photo)
            .multiPart("preset", "preview")
            .post("/cutouts")
            .then()
            .statusCode(201)
            .extract()
            .asString(),
        "id");
  }

  @Test
  void theMoneyIsShownAsAPlotAndAsATable() {
    service()
        .multiPart("image", "photo.jpg", Photos.unseenCup())
        .multiPart("preset", "preview")
        .post("/cutouts")
        .then()
        .statusCode(201);
    screen.open("#/money");
    screen.headline("Credits of the last 30 days");
    screen.find("svg.plot rect");
    screen.text("tfoot", "Total");
    screen.state("money");
  }

  @Test
  void theWholeWayGoesByTheKeyboardAlone() throws IOException {
    screen.open("");
    screen.headline("Drop photos here");
    screen.tabTo(".skip");
    screen.tabTo(".drop button");
    choose(photo("keys.jpg"));
    screen.text(".price", "1 credit");
    screen.tabTo("[value=preview]");
    screen.keys(" ");
    screen.tabTo("#start");
    screen.keys(Keys.ENTER);
    screen.headline("keys.jpg: ready");
    screen.tabTo(".stage");
    screen.keys("+");
    screen.tabTo(".slider");
    screen.keys(Keys.ARROW_LEFT);
    assertThat(split()).isEqualTo("49%");
    assertThat(
            screen.run("return getComputedStyle(document.activeElement).outlineStyle").toString())
        .as("one sees where one is")
        .isNotEqualTo("none");
  }

  @Test
  void namesAreTextAndNeverMarkup() {
    screen.open("");
    screen.drop("<img src=x onerror=document.title=1>.jpg", Photos.unseenCup());
    screen.text(".tiles .name", "<img src=x");
    screen.click("Cut out the photo");
    screen.headline("<img src=x");
    assertThat(screen.browser().getTitle()).isNotEqualTo("1");
  }

  @Test
  void whatIsNotThereIsSaid() {
    screen.open("#/cutouts/" + "0".repeat(32));
    screen.text(".notice", "There is no cutout with this id.");
    screen.open("#/nonsense");
    screen.text(".notice", "There is nothing here.");
  }

  @Test
  void itIsSmallAndComesFromHereAlone() throws IOException {
    assertThat(AT_FIRST.stream().map(FILES::resolve).mapToLong(PageTest::size).sum())
        .isLessThanOrEqualTo(MOST_BYTES_AT_FIRST);
    try (Stream<Path> all = Files.list(FILES)) {
      assertThat(all.filter(PageTest::isScriptOrStyle).mapToLong(PageTest::size).sum())
          .isLessThanOrEqualTo(MOST_BYTES);
    }
    given()
        .get("/")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Content-Security-Policy", containsString("script-src 'self';"))
        .header("X-Content-Type-Options", "nosniff");
    given().get("/page/none.js").then().statusCode(404).body(field("status", equalTo(404)));
  }

  private static boolean isScriptOrStyle(Path file) {
    return file.toString().endsWith(".js") || file.toString().endsWith(".css");
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path photo(String name) throws IOException {
    return Files.write(photos.resolve(name), Photos.unseenCup());
  }

  private static void choose(Path... files) {
    screen.find("#photos");
    screen
        .browser()
        .findElement(By.id("photos"))
        .sendKeys(String.join("\n", Stream.of(files).map(Path::toString).toList()));
  }
}
