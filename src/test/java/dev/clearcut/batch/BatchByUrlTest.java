package dev.clearcut.batch;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.ImageHost;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Logged;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Receiver;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items whose photos the service fetches: each is made, or fails alone with its own problem. */
@QuarkusTest
class BatchByUrlTest {

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(6);
  private static final String SECRET = "a-secret-of-the-query";

  @Inject Due due;
  private final ImageHost host = new ImageHost();
  private final Receiver receiver = Receiver.start();
  private VirtualTime time;

  @BeforeEach
  void letTimePassByItself() {
    time = VirtualTime.install();
    due.forgetAll();
  }

  @AfterEach
  void mend() {
    host.close();
    receiver.close();
    Receiver.unsubscribeAll();
    RestAssured.given().delete("/mock/faults").then().statusCode(204);
    assertThat(Emulator.violations(SERVICE_ACCOUNT)).isEmpty();
  }

  @Test
  void photosThatCannotBeHadFailAloneAndTheOthersAreReadyAndTheEndIsToldOnce() {
    String secret =
        Json.at(
            service()
                .contentType(ContentType.JSON)
                .body(Json.of(Map.of("url", receiver.url(), "events", List.of("batch.finished"))))
                .post("/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .asString(),
            "secret");
    host.bytes("/one.jpg", Photos.unseenCup()).bytes("/two.jpg", Photos.unseenCup());
    host.redirect("/metadata.jpg", "http://169.254.169.254/latest/?" + SECRET);
    host.bytes("/page.jpg", "<html>".getBytes()).chunked("/large.jpg", 2_000_000);
    try (Logged logged = Logged.by("")) {
      String id = open("one.jpg", "gone.jpg", "metadata.jpg", "two.jpg", "page.jpg", "large.jpg");
      batch(id)
          .body(field("counts.waiting", equalTo(6)))
          .body(field("counts.waitingForPhoto", equalTo(0)))
          .body(field("credits.estimated", equalTo(6.0)));
      items(id, "?status=waiting-for-photo").body(field("items", empty()));
      items(id, "?status=waiting").body(field("items[0].cutout", nullValue()));
      start(id).body(field("credits.estimated", equalTo(6.0)));
      due.run();

      batch(id)
          .body(field("status", equalTo("partly")))
          .body(field("counts.ready", equalTo(2)))
          .body(field("counts.failed", equalTo(4)))
          .body(field("credits.spent", equalTo(2.0)));
      items(id, "")
          .body(
              field(
                  "items.status",
                  contains("ready", "failed", "failed", "ready", "failed", "failed")))
          .body(field("items[0].cutout", notNullValue()))
          .body(field("items[0].credits", equalTo(1.0)))
          .body(field("items[1].problem.type", endsWith("photo-not-found")))
          .body(field("items[1].problem.detail", containsString("answered 404")))
          .body(field("items[2].problem.type", endsWith("photo-url-not-allowed")))
          .body(field("items[4].problem.type", endsWith("unusable-photo")))
          .body(field("items[5].problem.type", endsWith("photo-too-large")))
          .body(not(containsString(SECRET)));
      assertThat(logged.records()).noneMatch(line -> line.getMessage().contains(SECRET));
      assertThat(logged.records())
          .noneMatch(line -> java.util.Arrays.toString(line.getParameters()).contains(SECRET));
    }
    assertThat(Collections.frequency(host.asked(), "/one.jpg")).isEqualTo(1);
    assertThat(Collections.frequency(host.asked(), "/gone.jpg")).isEqualTo(1);
    assertThat(receiver.messages())
        .singleElement()
        .satisfies(
            message -> {
              message.verify(secret);
              assertThat(message.type()).isEqualTo("batch.finished");
              assertThat(message.<String>at("data.status")).isEqualTo("partly");
              assertThat(message.<Integer>at("data.counts.failed")).isEqualTo(4);
            });
  }

  @Test
  void aServerThatIsBusyIsAskedAgainAfterAWhileAndNotForEver() {
    byte[] photo = Photos.unseenCup();
    host.on(
        "/busy.jpg",
        exchange -> {
          exchange.getResponseHeaders().add("Retry-After", "120");
          exchange.sendResponseHeaders(429, -1);
        });
    host.status("/down.jpg", 503);
    String id = open("busy.jpg", "down.jpg");
    start(id);
    due.run();
    batch(id).body(field("counts.waiting", equalTo(2)));

    time.pass(Duration.ofSeconds(60));
    runWatch(id);
    assertThat(Collections.frequency(host.asked(), "/busy.jpg")).isEqualTo(1);
    assertThat(Collections.frequency(host.asked(), "/down.jpg")).isEqualTo(2);

    host.bytes("/busy.jpg", photo);
    for (int i = 0; i < 10; i++) {
      time.pass(LONGEST_PAUSE);
      runWatch(id);
    }
    assertThat(Collections.frequency(host.asked(), "/down.jpg")).isEqualTo(6);
    batch(id).body(field("status", equalTo("partly")));
    items(id, "")
        .body(field("items.status", contains("ready", "failed")))
        .body(field("items[1].problem.type", endsWith("photo-unreachable")));
  }

  @Test
  void whatFailedIsFetchedAgainWhenItIsAskedFor() {
    String id = open("late.jpg");
    start(id);
    due.run();
    batch(id).body(field("status", equalTo("failed")));

    host.bytes("/late.jpg", Photos.unseenCup());
    service().post("/batches/{id}/retry", id).then().statusCode(202);
    due.run();
    batch(id).body(field("status", equalTo("ready"))).body(field("credits.spent", equalTo(1.0)));
    assertThat(host.asked()).containsExactly("/late.jpg", "/late.jpg");
  }

  @Test
  void theSamePhotoAtTwoUrlsIsPaidForOnce() {
    byte[] photo = Photos.unseenCup();
    host.bytes("/one.jpg", photo).bytes("/two.jpg", photo);
    int before = Emulator.charges(SERVICE_ACCOUNT);
    String id = open("one.jpg", "two.jpg");
    start(id);
    due.run();
    batch(id)
        .body(field("status", equalTo("ready")))
        .body(field("credits.spent", equalTo(1.0)))
        .body(field("credits.saved", equalTo(1.0)));
    assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).isEqualTo(1);
  }

  @Test
  void aBatchThatIsCancelledFetchesNothingMore() {
    host.status("/down.jpg", 503);
    String id = open("down.jpg");
    start(id);
    due.run();
    service().post("/batches/{id}/cancel", id).then().statusCode(200);
    batch(id).body(field("counts.cancelled", equalTo(1)));
    time.pass(LONGEST_PAUSE);
    runWatch(id);
    assertThat(host.asked()).hasSize(1);
    service().delete("/batches/{id}", id).then().statusCode(204);
  }

  @Test
  void anItemWithAUrlTakesNoPhotoAndOneWithoutStillDoes() {
    host.bytes("/one.jpg", Photos.unseenCup());
    String id =
        id(
            opening(
                "{\"ref\": \"one\", \"imageUrl\": \"%s\"}, {\"ref\": \"two\"}"
                    .formatted(host.url("/one.jpg"))));
    items(id, "?status=waiting-for-photo").body(field("items.ref", contains("two")));
    put(id, "one").statusCode(409).body(field("detail", containsString("imageUrl")));
    put(id, "two").statusCode(201);
    start(id).body(field("credits.estimated", equalTo(2.0)));
    due.run();
    batch(id).body(field("status", equalTo("ready"))).body(field("counts.ready", equalTo(2)));
  }

  @Test
  void theShortFormTakesUrlsToo() {
    host.bytes("/shop/one.jpg", Photos.unseenCup());
    String id =
        id(
            service()
                .multiPart("image", "one.jpg", Photos.unseenCup())
                .multiPart("imageUrl", host.url("/shop/one.jpg?x=1"))
                .multiPart("imageUrl", host.url("/gone"))
                .multiPart("preset", "preview")
                .post("/batches")
                .then()
                .statusCode(202));
    due.run();
    items(id, "")
        .body(field("items.ref", contains("one.jpg", "one-2.jpg", "gone")))
        .body(field("items.status", contains("ready", "ready", "failed")));
  }

  @Test
  void aDryRunCountsUrlsAndFetchesNone() {
    service()
        .multiPart("image", "one.jpg", Photos.unseenCup())
        .multiPart("imageUrl", host.url("/one.jpg"))
        .multiPart("preset", "preview")
        .post("/batches?dryRun=true")
        .then()
        .statusCode(200)
        .body(field("items", equalTo(2)))
        .body(field("photos", equalTo(1)))
        .body(field("credits", equalTo(2.0)));
    assertThat(host.asked()).isEmpty();
  }

  @Test
  void aUrlThatIsNoneIsNamedByItsPlace() {
    opening("{\"ref\": \"one\"}, {\"ref\": \"two\", \"imageUrl\": \"https://a b\"}")
        .statusCode(422)
        .body(field("detail", containsString("items[1].imageUrl")));
  }

  private void runWatch(String id) {
    due.now("batch", id);
    due.run();
  }

  private String open(String... names) {
    List<String> items = new ArrayList<>();
    for (String name : names) {
      items.add(
          "{\"ref\": \"%s\", \"imageUrl\": \"%s\"}"
              .formatted(name, host.url("/" + name + "?token=" + SECRET)));
    }
    return id(opening(String.join(",", items)));
  }

  private static ValidatableResponse opening(String items) {
    return service()
        .contentType(ContentType.JSON)
        .body("{\"presets\": [\"preview\"], \"items\": [%s]}".formatted(items))
        .post("/batches")
        .then();
  }

  private static String id(ValidatableResponse answer) {
    return Json.at(answer.extract().asString(), "id");
  }

  private static ValidatableResponse put(String id, String ref) {
    return service()
        .contentType("image/jpeg")
        .body(Photos.unseenCup())
        .put("/batches/{id}/items/{ref}", id, ref)
        .then();
  }

  private static ValidatableResponse start(String id) {
    return service().post("/batches/{id}/start", id).then().statusCode(202);
  }

  private static ValidatableResponse batch(String id) {
    return service().get("/batches/{id}", id).then().statusCode(200);
  }

  private static ValidatableResponse items(String id, String query) {
    return service().get("/batches/{id}/items" + query, id).then().statusCode(200);
  }
}
