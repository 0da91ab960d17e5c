package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes photos through one batch: opens, fills and starts it, and fetches what becomes ready. */
final class Job {

  private static final Set<String> GOES_ON = Set.of("open", "running", "paused");
  private static final Set<String> PASSES_SOON = Set.of("vendor-away", "store-away");
  private static final int DOWNLOADS = 3;

  private final Service service;
  private final Follower follower;
  private final OutFolder out;
  private final Progress progress;
  private final Summary summary;
  private final boolean patient;

  private final Set<String> seen = new HashSet<>();
  private String reason = "";

  /**
   * @param patient whether to wait while it is paused, for whatever reason
   */
  Job(
      Service service,
      Follower follower,
      OutFolder out,
      Progress progress,
      Summary summary,
      boolean patient) {
    this.service = service;
    this.follower = follower;
    this.out = out;
    this.progress = progress;
    this.summary = summary;
    this.patient = patient;
  }

  /** A batch of its own for these photos. */
  void begin(Wanted wanted, String name, List<Order> photos) {
    Map<String, Order> orders = new LinkedHashMap<>();
    photos.forEach(order -> orders.put(order.ref(), order));
    JsonNode opened = service.open(wanted, name, orders.keySet(), UUID.randomUUID().toString());
    String id = opened.path("id").asText();
    out.begin(id, orders);
    if (fill(id, photos) == 0) {
      service.delete(id);
      out.ended();
      return;
    }
    service.start(id);
    fetch(id, orders);
  }

  /** Goes on with a batch that was begun. */
  void resume(String id, Map<String, Order> orders) {
    JsonNode batch;
    try {
      batch = service.batch(id);
    } catch (Refusal gone) {
      if (gone.status() != 404) {
        throw gone;
      }
      out.ended();
      progress.say("The batch %s is not there any more.".formatted(id));
      return;
    }
    progress.say("Goes on with the batch %s, which is %s.".formatted(id, status(batch)));
    summary.found(orders.size(), 0);
    if (status(batch).equals("open")) {
      Set<String> missing = new HashSet<>();
      service.items(
          id, Optional.of("waiting-for-photo"), item -> missing.add(item.path("ref").asText()));
      int filled =
          fill(id, orders.values().stream().filter(it -> missing.contains(it.ref())).toList());
      if (filled == 0 && missing.size() == orders.size()) {
        service.delete(id);
        out.ended();
        return;
      }
      service.start(id);
    } else if (status(batch).equals("paused")) {
      service.resume(id);
    }
    fetch(id, orders);
  }

  /** Sends the photos; one that is refused fails alone. */
  private int fill(String id, List<Order> orders) {
    AtomicInteger sent = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    try (Parallel parallel = new Parallel()) {
      for (Order order : orders) {
        parallel.begin(
            () -> {
              try {
                service.fill(id, order.ref(), order.photo(), order.sha256());
                sent.incrementAndGet();
              } catch (IOException e) {
                refused.incrementAndGet();
                summary.failed(order.photo(), "It cannot be read: " + e.getMessage());
              } catch (Refusal refusal) {
                if (!refusal.isOfThePhoto()) {
                  throw refusal;
                }
                refused.incrementAndGet();
                summary.failed(order.photo(), refusal.getMessage());
              }
              progress.at("Sending", sent.get() + refused.get(), orders.size(), "");
            });
      }
      parallel.join();
    }
    return sent.get();
  }

  private void fetch(String id, Map<String, Order> orders) {
    try (Parallel parallel = new Parallel()) {
      JsonNode last =
          follower.follow(
              id, item -> take(item, orders, parallel), this::show, batch -> isEnough(batch));
      parallel.join();
      progress.end();
      summary.batch(last);
      if (GOES_ON.contains(status(last))) {
        summary.paused(last.path("reason").asText());
        out.save();
      } else {
        out.ended();
      }
    }
  }

  private boolean isEnough(JsonNode batch) {
    long waiting = batch.at("/counts/waiting").asLong() + batch.at("/counts/working").asLong();
    if (status(batch).equals("paused")) {
      // What is being made is finished, and paid: it is worth waiting for.
      return batch.at("/counts/working").asLong() == 0
          && !patient
          && !PASSES_SOON.contains(batch.path("reason").asText());
    }
    return !GOES_ON.contains(status(batch)) && waiting == 0;
  }

  private void take(JsonNode item, Map<String, Order> orders, Parallel parallel) {
    Order order = orders.get(item.path("ref").asText());
    String status = status(item);
    if (order == null || !Set.of("ready", "failed", "cancelled").contains(status)) {
      return;
    }
    if (!seen.add(order.ref())) {
      return;
    }
    switch (status) {
      case "ready" -> parallel.begin(() -> download(item.path("cutout").asText(), order));
      case "failed" ->
          summary.failed(order.photo(), item.at("/problem/detail").asText("It has failed."));
      default -> {
        // Those that could not be sent have their sentence already.
        if (item.has("cutout")) {
          summary.failed(order.photo(), "It was cancelled at the service.");
        }
      }
    }
  }

  private void download(String cutout, Order order) {
    try {
      for (String variant : order.results().keySet()) {
        download(cutout, order, variant);
      }
      summary.ready(order.photo());
    } catch (IOException | Stop e) {
      summary.failed(order.photo(), e.getMessage());
    } catch (Refusal refusal) {
      if (refusal.status() == 401 || refusal.status() == 403) {
        throw refusal;
      }
      summary.failed(order.photo(), refusal.getMessage());
    }
  }

  private void download(String cutout, Order order, String variant) throws IOException {
    String file = order.results().get(variant).file();
    for (int tries = 1; ; tries++) {
      Path temporary = out.temporary(file);
      try {
        String sha256 = service.download(cutout, variant, temporary);
        out.take(temporary, order, variant, sha256);
        summary.file();
        return;
      } catch (IOException e) {
        if (tries == DOWNLOADS) {
          throw new IOException(
              "%s cannot be written: %s. The result is kept at the service."
                  .formatted(out.path().resolve(file), e.getMessage()),
              e);
        }
      }
    }
  }

  private void show(JsonNode batch) {
    String status = status(batch);
    String now = status.equals("paused") ? batch.path("reason").asText() : "";
    if (!now.equals(reason) && !now.isEmpty()) {
      progress.say(pause(now, batch.path("resumesAt").asText()));
    }
    reason = now;
    long all = batch.at("/counts/total").asLong();
    long done =
        batch.at("/counts/ready").asLong()
            + batch.at("/counts/failed").asLong()
            + batch.at("/counts/cancelled").asLong();
    StringBuilder more =
        new StringBuilder(Words.credits(batch.at("/credits/spent").decimalValue()));
    if (batch.has("ratePerMinute")) {
      more.append("  %s/min".formatted(Words.plain(batch.path("ratePerMinute").decimalValue())));
    }
    if (batch.has("eta") && done < all) {
      Duration left = Duration.between(Instant.now(), Instant.parse(batch.path("eta").asText()));
      more.append(
          "  %d:%02d left"
              .formatted(Math.max(0, left.toMinutes()), Math.max(0, left.toSecondsPart())));
    }
    progress.at("Making", done, all, more.toString());
  }

  /** Why it does not go on, and what to do. */
  private static String pause(String reason, String until) {
    String again = until.isEmpty() ? "" : " The service tries again at %s.".formatted(until);
    return switch (reason) {
      case "no-credits" ->
          "Paused: the account at the vendor has no credits left. Top it up." + again;
      case "budget-exhausted" ->
          "Paused: the daily budget of the service is used up. It goes on by itself on the next"
              + " day, or with a higher budget."
              + again;
      case "key-rejected" ->
          "Paused: the vendor rejects the API key of the service. Tell its operator." + again;
      case "vendor-away" -> "Paused: the vendor does not answer." + again;
      case "store-away" -> "Paused: the store of the service does not answer." + again;
      case "asked" -> "Paused by somebody: --resume goes on.";
      default -> "Paused: %s.%s".formatted(reason, again);
    };
  }

  private static String status(JsonNode of) {
    return of.path("status").asText();
  }
}
