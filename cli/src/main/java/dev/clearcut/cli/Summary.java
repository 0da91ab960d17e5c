package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clearcut.cli.Stop.Exit;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has become of the photos, and what it has cost. */
final class Summary {

  private final Path out;
  private final Map<Path, String> failures = new ConcurrentHashMap<>();
  private final List<String> batches = new ArrayList<>();
  private int photos;
  private int there;
  private int ready;
  private int files;
  private BigDecimal spent = BigDecimal.ZERO;
  private BigDecimal saved = BigDecimal.ZERO;
  private String paused = "";

  Summary(Path out) {
    this.out = out;
  }

  synchronized void found(int photos, int there) {
    this.photos += photos;
    this.there += there;
  }

  void failed(Path photo, String why) {
    failures.put(photo, why);
  }

  synchronized void ready(Path photo) {
    ready++;
    failures.remove(photo);
  }

  synchronized void file() {
    files++;
  }

  /** What a batch was when it was looked at last. */
  synchronized void batch(JsonNode batch) {
    batches.add(batch.path("id").asText());
    spent = spent.add(batch.at("/credits/spent").decimalValue());
    saved = saved.add(batch.at("/credits/saved").decimalValue());
  }

  synchronized void paused(String reason) {
    paused = reason;
  }

  synchronized BigDecimal spent() {
    return spent;
  }

  synchronized boolean isPaused() {
    return !paused.isEmpty();
  }

  synchronized Exit exit() {
    if (!paused.isEmpty()) {
      return paused.equals("no-credits") || paused.equals("budget-exhausted")
          ? Exit.NO_CREDITS
          : Exit.OTHER;
    }
    return failures.isEmpty() ? Exit.ALL : Exit.PARTLY;
  }

  synchronized void print(PrintStream to) {
    if (photos == 0) {
      to.println("There was nothing to do.");
      return;
    }
    if (batches.isEmpty() && failures.isEmpty()) {
      to.printf(
          "%s: all results are in %s already, unchanged. Nothing was sent, nothing paid.%n",
          Words.count(photos, "photo"), out);
      return;
    }
    failures.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(it -> to.printf("%s: %s%n", it.getKey(), it.getValue()));
    to.printf(
        "%s: %d ready%s%s. %s written to %s. %s spent, %s saved.%n",
        Words.count(photos, "photo"),
        ready,
        there == 0 ? "" : ", %d were there".formatted(there),
        failures.isEmpty() ? "" : ", %d failed".formatted(failures.size()),
        Words.count(files, "file"),
        out,
        Words.credits(spent),
        Words.plain(saved));
  }

  synchronized ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("photos", photos).put("ready", ready).put("there", there).put("files", files);
    json.put("failed", failures.size());
    failures.forEach(
        (photo, why) ->
            json.withArray("failures")
                .addObject()
                .put("photo", photo.toString())
                .put("detail", why));
    json.withObject("credits").put("spent", spent).put("saved", saved);
    batches.forEach(json.withArray("batches")::add);
    if (!paused.isEmpty()) {
      json.put("paused", paused);
    }
    return json.put("out", out.toString()).put("exit", exit().code);
  }
}
