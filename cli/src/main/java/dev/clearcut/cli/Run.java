package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clearcut.cli.OutFolder.Unfinished;
import dev.clearcut.cli.Stop.Exit;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What one command does with the photos that it finds: once, or whenever there are new ones. */
final class Run {

  private static final int MOST_OF_A_BATCH = 10_000;
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

  private final Service service;
  private final OutFolder out;
  private final Progress progress;
  private final Supplier<Job> jobs;
  private final Summary summary;
  private final String name;
  private final Optional<BigDecimal> maxCredits;

  /**
   * @param jobs new ones, which tell the summary
   * @param name of the batches
   * @param maxCredits the most that all of it may cost
   */
  Run(
      Service service,
      OutFolder out,
      Progress progress,
      Supplier<Job> jobs,
      Summary summary,
      String name,
      Optional<BigDecimal> maxCredits) {
    this.service = service;
    this.out = out;
    this.progress = progress;
    this.jobs = jobs;
    this.summary = summary;
    this.name = name;
    this.maxCredits = maxCredits;
  }

  /** Goes on with the batch of an earlier run, if there is one. */
  void resume(String server) {
    Optional<Unfinished> unfinished = out.unfinished();
    if (unfinished.isEmpty()) {
      progress.say("There is no batch to go on with in %s.".formatted(out.path()));
      return;
    }
    if (!unfinished.get().server().equals(server)) {
      throw new Stop(
          Exit.USAGE,
          "The batch of %s is at %s, and not at %s. Name that server."
              .formatted(out.path(), unfinished.get().server(), server));
    }
    jobs.get().resume(unfinished.get().batch(), unfinished.get().orders());
  }

  /** Makes what is missing of these photos. */
  void make(List<Photo> photos, Wanted wanted) {
    Plan plan = plan(photos, wanted);
    List<Order> orders = plan.orders();
    if (orders.isEmpty()) {
      return;
    }
    JsonNode price = service.price(wanted, 1);
    BigDecimal each = price.path("credits").decimalValue();
    BigDecimal atMost = each.multiply(BigDecimal.valueOf(different(orders).size()));
    if (maxCredits.isPresent() && isTooMuch(atMost)) {
      // Some of it may be here already: that is looked up only when it matters.
      atMost = look(orders, wanted, each).credits();
      if (isTooMuch(atMost)) {
        throw new Stop(
            Exit.TOO_EXPENSIVE,
            "It would cost up to %s, and --max-credits allows %s. Nothing was sent, nothing paid."
                .formatted(
                    Words.credits(summary.spent().add(atMost)), Words.plain(maxCredits.get())));
      }
    }
    progress.say(
        "%s: %d to make, %d in %s already. At most %s."
            .formatted(
                Words.count(photos.size(), "photo"),
                orders.size(),
                plan.there(),
                out.path(),
                Words.credits(atMost)));
    for (int from = 0; from < orders.size() && !summary.isPaused(); from += MOST_OF_A_BATCH) {
      List<Order> some = orders.subList(from, Math.min(orders.size(), from + MOST_OF_A_BATCH));
      jobs.get().begin(wanted, name, some);
    }
  }

  private boolean isTooMuch(BigDecimal credits) {
    return summary.spent().add(credits).compareTo(maxCredits.orElseThrow()) > 0;
  }

  /** Says what it would cost, and sends no photo. */
  ObjectNode estimate(List<Photo> photos, Wanted wanted) {
    Plan plan = plan(photos, wanted);
    List<Order> orders = plan.orders();
    JsonNode price = service.price(wanted, Math.max(1, Math.min(MOST_OF_A_BATCH, orders.size())));
    BigDecimal each = service.price(wanted, 1).path("credits").decimalValue();
    Known known = look(orders, wanted, each);
    ObjectNode estimate =
        Json.object()
            .put("photos", photos.size())
            .put("there", plan.there())
            .put("reused", known.free())
            .put("refused", plan.failures().size())
            .put("atMost", known.credits());
    // What it would cost without what is here is more: whether that is allowed says less.
    if (!price.path("allowed").asBoolean(true) && known.free() == 0) {
      estimate.set("refusal", price.path("refusal"));
    }
    return estimate;
  }

  private Plan plan(List<Photo> photos, Wanted wanted) {
    Plan plan = new Plan(out, wanted, photos);
    int read = 0;
    for (Photo photo : photos) {
      plan.add(photo);
      progress.at("Reading", ++read, photos.size(), "");
    }
    progress.end();
    plan.failures().forEach(summary::failed);
    summary.found(photos.size(), plan.there());
    return plan;
  }

  /**
   * What the service has of the photos.
   *
   * @param free how many cost nothing
   * @param credits what all cost at most
   */
  private record Known(int free, BigDecimal credits) {}

  private Known look(List<Order> orders, Wanted wanted, BigDecimal each) {
    Map<String, BigDecimal> prices = new ConcurrentHashMap<>();
    try (Parallel parallel = new Parallel()) {
      Set<String> different = different(orders);
      for (String sha256 : different) {
        parallel.begin(
            () -> {
              prices.put(sha256, service.price(wanted, sha256).orElse(each));
              progress.at("Asking", prices.size(), different.size(), "");
            });
      }
      parallel.join();
    }
    progress.end();
    return new Known(
        (int) orders.stream().filter(order -> prices.get(order.sha256()).signum() == 0).count(),
        prices.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private static Set<String> different(List<Order> orders) {
    return orders.stream().map(Order::sha256).collect(Collectors.toSet());
  }

  /**
   * Makes what is missing whenever there are photos that have not changed since the last look,
   * until this process is ended or the batch is paused.
   *
   * @param told after each time
   */
  void watch(Photos photos, Wanted wanted, Runnable told) {
    Map<Path, String> before = Map.of();
    Set<String> begun = new HashSet<>();
    while (!summary.isPaused()) {
      Map<Path, String> now = new HashMap<>();
      List<Photo> found = photos.find();
      found.forEach(photo -> now.put(photo.file(), stamp(photo.file())));
      Map<Path, String> last = before;
      List<Photo> complete =
          found.stream()
              .filter(photo -> now.get(photo.file()).equals(last.get(photo.file())))
              .filter(photo -> begun.add(photo.file() + " " + now.get(photo.file())))
              .toList();
      before = now;
      if (!complete.isEmpty()) {
        make(complete, wanted);
        told.run();
      } else {
        service.pause(BETWEEN_LOOKS);
      }
    }
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.size() + " " + attributes.lastModifiedTime();
    } catch (IOException gone) {
      return "gone";
    }
  }
}
