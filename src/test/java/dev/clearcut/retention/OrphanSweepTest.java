package dev.clearcut.retention;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.storage.ObjectStore;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.Postgres;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that belong to nothing go away in time, and no others do. */
@QuarkusTest
@TestProfile(Postgres.class)
class OrphanSweepTest {

  private static final Duration GRACE = Duration.ofHours(24);

  @Inject ObjectStore store;
  @Inject CutoutInventory inventory;
  @Inject InstantSource clock;

  @TempDir Path temp;

  private final String orphan = "cutouts/%s/source-1.jpg".formatted(UUID.randomUUID());
  private String cutout;

  @BeforeEach
  void make() throws IOException {
    cutout =
        Json.at(
            given()
                .multiPart("image", "photo.jpg", Photos.unseenCup())
                .multiPart("preset", "preview")
                .post("/cutouts")
                .then()
                .statusCode(201)
                .extract()
                .asString(),
            "id");
    store.put(orphan, Files.writeString(temp.resolve("orphan"), "nobody's"));
  }

  @Test
  void anOrphanIsLeftAloneAsLongAsItMayBeOnItsWayIntoARow() {
    after(GRACE.minusMinutes(5)).sweep();

    assertThat(store.size(orphan)).isPresent();
  }

  @Test
  void anOldOrphanIsDeleted() {
    OrphanSweep.Swept swept = after(GRACE.plusMinutes(5)).sweep();

    assertThat(store.size(orphan)).isEmpty();
    assertThat(swept.objects()).isPositive();
    assertThat(swept.bytes()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void whatACutoutHoldsStaysHoweverOld() {
    after(Duration.ofDays(1000)).sweep();

    given().get("/cutouts/{id}/source", cutout).then().statusCode(200);
    given().get("/cutouts/{id}/variants/preview", cutout).then().statusCode(200);
  }

  @Test
  void whatASelectionShowsStaysHoweverOld() {
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("cutout", cutout))
        .post("/selections")
        .then()
        .statusCode(201);
    given()
        .contentType(ContentType.JSON)
        .body("{\"keep\": [{\"x\": 70, \"y\": 37}]}")
        .put("/selections/{id}/points", cutout)
        .then()
        .statusCode(200);

    after(Duration.ofDays(1000)).sweep();

    given().get("/selections/{id}/image", cutout).then().statusCode(200);
  }

  @Test
  void replicasMaySweepAtOnce() throws Exception {
    OrphanSweep sweep = after(GRACE.plusMinutes(5));
    ExecutorService replicas = Executors.newFixedThreadPool(4);
    try {
      Callable<OrphanSweep.Swept> one = sweep::sweep;
      for (Future<OrphanSweep.Swept> done :
          replicas.invokeAll(Stream.generate(() -> one).limit(4).toList())) {
        done.get();
      }
    } finally {
      replicas.shutdownNow();
    }

    assertThat(store.size(orphan)).isEmpty();
    given().get("/cutouts/{id}/source", cutout).then().statusCode(200);
  }

  @Test
  void aGraceShorterThanARequestMayRunIsRefusedByName() {
    assertThatThrownBy(
            () -> new OrphanSweep(store, inventory, config(Duration.ofMinutes(59)), clock))
        .hasMessageContaining("clearcut.storage.orphan-grace");
  }

  /** The sweep at a later time. */
  private OrphanSweep after(Duration time) {
    return new OrphanSweep(store, inventory, config(GRACE), () -> clock.instant().plus(time));
  }

  private static SweepConfig config(Duration grace) {
    return new SweepConfig() {
      @Override
      public String sweepEvery() {
        return "off";
      }

      @Override
      public Duration orphanGrace() {
        return grace;
      }
    };
  }
}
