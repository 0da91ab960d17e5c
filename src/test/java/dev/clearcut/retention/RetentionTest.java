package dev.clearcut.retention;

import static dev.clearcut.testing.Json.field;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.clearcut.api.model.RetentionRun;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cutouts go away when they are too old. */
@QuarkusTest
@TestProfile(Postgres.class)
class RetentionTest {

  private static final Duration KEEP = Duration.ofDays(90);

  @Inject CutoutInventory inventory;
  @Inject Deletions deletions;
  @Inject InstantSource clock;

  private final byte[] photo = Photos.unseenCup();
  private String cutout;
  private long bytes;

  /** What other tests have left would hide what these make. */
  @BeforeEach
  void deleteAllThatIsHereAndMakeOne() {
    boolean more = true;
    while (more) {
      more = after(KEEP.plusHours(1)).run(KEEP).more();
    }
    var made =
        given()
            .multiPart("image", "photo.jpg", photo)
            .multiPart("preset", "preview")
            .post("/cutouts")
            .then()
            .statusCode(201)
            .extract();
    cutout = made.path("id");
    bytes = photo.length + made.<Integer>path("variants[0].delivered.size");
  }

  @Test
  void aYoungCutoutStays() {
    RetentionRun run = after(KEEP.minusHours(1)).run(KEEP);

    assertThat(run.ids()).doesNotContain(cutout);
    given().get("/cutouts/{id}", cutout).then().statusCode(200);
  }

  @Test
  void anOldCutoutIsDeletedWithItsBytes() {
    after(KEEP.minusHours(1)).run(KEEP);

    RetentionRun run = after(KEEP.plusHours(1)).run(KEEP);

    assertThat(run.dryRun()).isFalse();
    assertThat(run.ids()).contains(cutout);
    assertThat(run.bytes()).isGreaterThanOrEqualTo(bytes);
    given().get("/cutouts/{id}", cutout).then().statusCode(404);
    given().get("/cutouts/{id}/source", cutout).then().statusCode(404);
    assertThat(after(KEEP.plusHours(1)).run(KEEP).cutouts()).isZero();
  }

  @Test
  void replicasMayRunAtOnceAndEachCutoutIsCountedOnce() throws Exception {
    Retention retention = after(KEEP.plusHours(1));
    long there = retention.dryRun(KEEP).cutouts();
    ExecutorService replicas = Executors.newFixedThreadPool(2);
    long deleted = 0;
    try {
      Callable<RetentionRun> run = () -> retention.run(KEEP);
      for (Future<RetentionRun> done : replicas.invokeAll(List.of(run, run))) {
        deleted += done.get().cutouts();
      }
    } finally {
      replicas.shutdownNow();
    }

    assertThat(deleted).isPositive().isEqualTo(there - retention.dryRun(KEEP).cutouts());
  }

  @Test
  void aDryRunSaysWhatWouldGoAndDeletesNothing() {
    given()
        .queryParam("dryRun", true)
        .queryParam("keep", "PT0S")
        .post("/retention/runs")
        .then()
        .statusCode(200)
        .body(field("dryRun", equalTo(true)))
        .body(field("cutouts", greaterThanOrEqualTo(1)))
        .body(field("bytes", greaterThanOrEqualTo((int) bytes)));
    given().get("/cutouts/{id}", cutout).then().statusCode(200);
  }

  @Test
  void aDryRunLeavesOutWhatIsYoungEnough() {
    given()
        .queryParam("dryRun", true)
        .queryParam("keep", "PT1H")
        .post("/retention/runs")
        .then()
        .statusCode(200)
        .body(field("ids", not(hasItem(cutout))));
  }

  @Test
  void withoutASettingNothingIsDeleted() {
    given()
        .post("/retention/runs")
        .then()
        .statusCode(400)
        .body(field("detail", containsString("clearcut.retention.keep")));
    after(KEEP.multipliedBy(10), Optional.empty()).run();

    given().get("/cutouts/{id}", cutout).then().statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "maybe, P1D, dryRun",
    "'', P1D, dryRun",
    "true, tomorrow, keep must be an ISO 8601 duration of up to 36500 days",
    "true, -P1D, keep",
    "true, P36501D, keep",
    "false, P1D, keep"
  })
  void badParametersAreNamed(String dryRun, String keep, String named) {
    given()
        .queryParam("dryRun", dryRun)
        .queryParam("keep", keep)
        .post("/retention/runs")
        .then()
        .statusCode(400)
        .body(field("type", equalTo("urn:clearcut:problem:invalid-request")))
        .body(field("detail", containsString(named)));
  }

  @Test
  void aTimeTooShortToBeMeantIsRefusedByName() {
    assertThatThrownBy(() -> after(Duration.ZERO, Optional.of(Duration.ofMinutes(59))))
        .hasMessageContaining("clearcut.retention.keep");
  }

  private Retention after(Duration time) {
    return after(time, Optional.of(KEEP));
  }

  /** Retention at a later time. */
  private Retention after(Duration time, Optional<Duration> keep) {
    return new Retention(inventory, deletions, config(keep), () -> clock.instant().plus(time));
  }

  private static RetentionConfig config(Optional<Duration> keep) {
    return new RetentionConfig() {
      @Override
      public Optional<Duration> keep() {
        return keep;
      }

      @Override
      public String every() {
        return "off";
      }
    };
  }
}
