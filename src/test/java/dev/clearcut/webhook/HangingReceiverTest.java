package dev.clearcut.webhook;

import static dev.clearcut.testing.Json.field;
import static dev.clearcut.testing.Patience.await;
import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.clearcut.testing.Json;
import dev.clearcut.testing.Receiver;
import dev.clearcut.testing.Receiver.Answer;
import dev.clearcut.testing.ShorterTimeouts;
import dev.clearcut.testing.VirtualTime;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that never answer are given up, and hold up nobody else. */
@QuarkusTest
@TestProfile(ShorterTimeouts.class)
class HangingReceiverTest {

  @Inject Due due;

  private final Receiver hanging = Receiver.start();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void letGo() {
    end.countDown();
    hanging.close();
    Receiver.unsubscribeAll();
  }

  @Test
  void aReceiverThatHangsIsGivenUpAndTriedAgain() {
    VirtualTime time = VirtualTime.install();
    hang();
    String id = tested(hanging);
    due.run();

    service()
        .get("/webhooks/{id}/deliveries", id)
        .then()
        .body(field("deliveries[0].status", equalTo("waiting")))
        .body(field("deliveries[0].failure", containsString("0.5 seconds")));
    end.countDown();
    hanging.answers(Answer.of(204));
    // On a slow machine the receiver may be given up again.
    for (int i = 0; i < 9 && hanging.messages().size() < 2; i++) {
      time.pass(Duration.ofHours(24));
      due.run();
    }
    assertThat(hanging.messages()).hasSizeGreaterThan(1);
  }

  @Test
  void moreReceiversThatHangThanAreServedAtATimeAreAllGivenUp() {
    hang();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ids.add(tested(hanging));
    }

    for (String id : ids) {
      await()
          .until(
              () -> {
                due.run();
                return Json.at(
                        service().get("/webhooks/{id}/deliveries", id).asString(),
                        "deliveries[0].failure")
                    != null;
              });
    }
  }

  private void hang() {
    hanging.answers(
        message -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Receiver.CUT;
        });
  }

  private static String tested(Receiver receiver) {
    String id =
        Json.at(
            service()
                .contentType(ContentType.JSON)
                .body("{\"url\": \"%s\", \"events\": [\"webhook.off\"]}".formatted(receiver.url()))
                .post("/webhooks")
                .then()
                .statusCode(201)
                .extract()
                .asString(),
            "id");
    service().post("/webhooks/{id}/test", id).then().statusCode(202);
    return id;
  }
}
