package dev.clearcut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowerTest {

  @Test
  void leavesAConnectionOnWhichNothingComesAnyMore() {
    try (FakeService fake = FakeService.start(0)) {
      Service service =
          new Service(new Connection(URI.create(fake.url()), Optional.empty(), time -> {}));
      Wanted wanted = new Wanted(List.of("web"), List.of(), Map.of());
      String id = service.open(wanted, "quiet", List.of("a.jpg"), "key").path("id").asText();
      service.start(id);
      fake.fails(
          "GET",
          ".*/events",
          1,
          exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().flush();
          });

      JsonNode last =
          new Follower(service, Duration.ofMillis(200))
              .follow(
                  id,
                  item -> {},
                  batch -> {},
                  batch -> !batch.path("status").asText().equals("running"));

      assertThat(last.path("status").asText()).isEqualTo("failed");
      assertThat(fake.calls("GET /batches/batch-1/events")).hasSizeGreaterThan(1);
    }
  }
}
