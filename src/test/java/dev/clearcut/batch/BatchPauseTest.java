package dev.clearcut.batch;

import static dev.clearcut.testing.Emulator.SERVICE_ACCOUNT;
import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Service.openBatch;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.clearcut.testing.Emulator;
import dev.clearcut.testing.Photos;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.smallrye.faulttolerance.api.CircuitBreakerMaintenance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch that cannot go on pauses and says why, and goes on by itself: nothing fails for it. */
@QuarkusTest
class BatchPauseTest {

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(6);

  @Inject Due due;
  @Inject CircuitBreakerMaintenance breakers;
  private VirtualTime time;

  @BeforeEach
  void letTimePassByItself() {
    time = VirtualTime.install();
    due.forgetAll();
    breakers.resetAll();
  }

  @AfterEach
  void mend() {
    RestAssured.given().delete("/mock/faults").then().statusCode(204);
    Emulator.credit(SERVICE_ACCOUNT, "1000.0");
    breakers.resetAll();
  }

  @Test
  void creditsThatRunOutAreWaitedFor() {
    Emulator.credit(SERVICE_ACCOUNT, "2.0");
    String id = started(4);
    due.run();

    batch(id)
        .body(field("status", equalTo("paused")))
        .body(field("reason", equalTo("no-credits")))
        .body(field("resumesAt", notNullValue()))
        .body(field("counts.ready", equalTo(2)))
        .body(field("counts.waiting", equalTo(2)))
        .body(field("counts.failed", equalTo(0)));
    int before = Emulator.charges(SERVICE_ACCOUNT);
    time.pass(LONGEST_PAUSE);
    due.run();
    batch(id).body(field("status", equalTo("paused")));

    Emulator.credit(SERVICE_ACCOUNT, "100.0");
    time.pass(LONGEST_PAUSE);
    due.run();

    ready(id, 4);
    assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).isEqualTo(2);
  }

  @Test
  void aVendorThatIsAwayIsWaitedFor() {
    Emulator.fault("{'operation': 'process', 'account': 'demo', 'status': 401}");
    String id = started(3);
    due.run();
    batch(id)
        .body(field("status", equalTo("paused")))
        .body(field("reason", equalTo("key-rejected")))
        .body(field("counts.waiting", equalTo(3)));

    RestAssured.given().delete("/mock/faults").then().statusCode(204);
    time.pass(LONGEST_PAUSE);
    due.run();

    ready(id, 3);
  }

  @Test
  void whoResumesNeedNotWait() {
    Emulator.credit(SERVICE_ACCOUNT, "0");
    String id = started(2);
    due.run();
    batch(id).body(field("reason", equalTo("no-credits")));
    Emulator.credit(SERVICE_ACCOUNT, "100.0");
    time.pass(Duration.ofMinutes(1));

    service().post("/batches/{id}/resume", id).then().statusCode(202);
    due.run();

    ready(id, 2);
  }

  @Test
  void whatWasPausedByHandDoesNotGoOnByItself() {
    Emulator.credit(SERVICE_ACCOUNT, "0");
    String id = started(2);
    due.run();
    service().post("/batches/{id}/pause", id).then().body(field("reason", equalTo("asked")));
    Emulator.credit(SERVICE_ACCOUNT, "100.0");

    time.pass(LONGEST_PAUSE);
    due.run();

    batch(id).body(field("status", equalTo("paused")));
    service().post("/batches/{id}/resume", id).then().statusCode(202);
    due.run();
    ready(id, 2);
  }

  /**
   * The vendor fails now and then, before and after it was paid: nothing is lost, nothing fails.
   */
  @Test
  void itemsThatFailedAreTriedAgainLater() {
    int before = Emulator.charges(SERVICE_ACCOUNT);
    Emulator.fault("{'operation': 'process', 'account': 'demo', 'status': 500, 'times': 6}");
    Emulator.fault(
        "{'operation': 'process', 'account': 'demo', 'phase': 'after', 'status': 503, 'times': 3}");
    Emulator.fault("{'operation': 'getPublicUrl', 'account': 'demo', 'status': 503, 'times': 5}");
    String id = started(4);

    for (int i = 0; i < 20; i++) {
      due.run();
      time.pass(LONGEST_PAUSE);
    }

    ready(id, 4);
    assertThat(Emulator.charges(SERVICE_ACCOUNT) - before).isEqualTo(4);
  }

  private ValidatableResponse batch(String id) {
    return service().get("/batches/{id}", id).then().statusCode(200);
  }

  private void ready(String id, int items) {
    batch(id)
        .body(field("status", equalTo("ready")))
        .body(field("counts.ready", equalTo(items)))
        .body(field("credits.spent", equalTo((double) items)));
  }

  private static String started(int photos) {
    String id =
        openBatch(IntStream.range(0, photos).mapToObj(String::valueOf).toArray(String[]::new));
    for (int i = 0; i < photos; i++) {
      service()
          .contentType("image/jpeg")
          .body(Photos.unseenCup())
          .put("/batches/{id}/items/{ref}", id, i)
          .then()
          .statusCode(201);
    }
    service().post("/batches/{id}/start", id).then().statusCode(202);
    return id;
  }
}
