package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.cli.Events.Event;
import dev.clearcut.cli.Service.Look;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Follows a batch: by its events, or by asking where these do not come through. */
final class Follower {

  private static final int CUTS = 3;
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final Service service;
  private final Duration silence;

  /**
   * @param silence how long no event may come; the service sends one every 15 seconds
   */
  Follower(Service service, Duration silence) {
    this.service = service;
    this.silence = silence;
  }

  /**
   * Tells every state of every item, some of them twice, and of the batch.
   *
   * @param enough whether to look no longer
   * @return the batch of which it was enough
   */
  JsonNode follow(
      String id, Consumer<JsonNode> item, Consumer<JsonNode> batch, Predicate<JsonNode> enough) {
    String last = "";
    int cuts = 0;
    while (cuts < CUTS) {
      cuts++;
      try (Events events = new Events(service.events(id, last), silence)) {
        for (Optional<Event> next = events.next(); next.isPresent(); next = events.next()) {
          Event event = next.get();
          cuts = 0;
          last = event.id().isEmpty() ? last : event.id();
          JsonNode now = event.data();
          switch (event.name()) {
            case "item" -> item.accept(now);
            case "stale" -> {
              service.items(id, Optional.empty(), item);
              now = service.batch(id);
            }
            case "progress", "end" -> {
              // It names the batch, unless that is gone.
              now = now.has("counts") ? now : service.batch(id);
            }
            default -> {
              // A ping, or something of a later version.
            }
          }
          if (now.has("counts")) {
            batch.accept(now);
            if (enough.test(now)) {
              return now;
            }
          }
        }
      } catch (IOException cut) {
        // From the last event on, once more.
      }
      service.pause(BETWEEN);
    }
    return poll(id, item, batch, enough);
  }

  private JsonNode poll(
      String id, Consumer<JsonNode> item, Consumer<JsonNode> batch, Predicate<JsonNode> enough) {
    String tag = "";
    while (true) {
      Look look = service.look(id, tag);
      tag = look.tag();
      if (look.batch() != null) {
        service.items(id, Optional.empty(), item);
        batch.accept(look.batch());
        if (enough.test(look.batch())) {
          return look.batch();
        }
      }
      service.pause(BETWEEN);
    }
  }
}
