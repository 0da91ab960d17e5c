package dev.clearcut.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/** A variant that its reader has already, asked for again and again: all answers are 304. */
final class HotReads {

  private static final int CONNECTIONS = 16;
  private static final int NOT_MODIFIED = 304;
  private static final String VARIANT = "preview";

  private HotReads() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    Duration round = Duration.ofSeconds(quick ? 3 : 5);
    int rounds = quick ? 2 : 5;
    Figures rate = new Figures("/s");
    Figures cpu = new Figures("µs");
    Figures slowest = new Figures("ms");
    try (Stack stack = new Stack("-Xmx256m")) {
      Server service = stack.service();
      Request request = request(service);
      for (int i = -2; i < rounds; i++) {
        Load load = Load.run(service, CONNECTIONS, round, request, NOT_MODIFIED);
        if (i >= 0) { // the first rounds warm up
          rate.add(load.requestsPerSecond());
          cpu.add(load.cpuMicrosPerRequest());
          slowest.add(load.percentileMillis(99));
        }
      }
    }
    report.add(
        "`GET` of a variant with `If-None-Match`, %d connections".formatted(CONNECTIONS),
        rate.toString(),
        "",
        "");
    report.add("the same, CPU of the service for each", cpu.toString(), "", "");
    report.add("the same, 99th percentile", slowest.toString(), "", "");
  }

  private static Request request(Server service) throws IOException {
    try (Connection connection = service.connect()) {
      JsonNode cutout =
          new ObjectMapper()
              .readTree(
                  connection
                      .send(Cutouts.create(Pictures.photo(600, 400), VARIANT))
                      .expect(201)
                      .body());
      String sha256 = cutout.at("/variants/0/delivered/sha256").asText();
      return Request.get(
          "%s/%s/variants/%s".formatted(Cutouts.PATH, cutout.get("id").asText(), VARIANT),
          "Authorization: " + Stack.AUTHORIZATION,
          "If-None-Match: \"%s\"".formatted(sha256));
    }
  }
}
