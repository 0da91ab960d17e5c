package dev.clearcut.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/**
 * A variant that its reader has already, asked for again and again: all answers are 304. The
 * baseline is what the same caller may do, which asks neither the database nor the store.
 */
final class HotReads {

  private static final int CONNECTIONS = 16;
  private static final Duration ROUND = Duration.ofSeconds(5);

  /** After so many rounds of both, nothing more is compiled that could be seen. */
  private static final int WARM_UP = 12;

  private static final int NOT_MODIFIED = 304;
  private static final String VARIANT = "preview";
  private static final String KEY = "Authorization: " + Stack.AUTHORIZATION;

  private final Figures rate = new Figures("/s");
  private final Figures cpu = new Figures("µs");
  private final Figures slowest = new Figures("ms");

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    try (Stack stack = new Stack("-Xmx256m")) {
      Server service = stack.service();
      Request read = request(service);
      compare(report, "a service that was started just now", service, read, 1);
      if (!quick) {
        rounds(service, read, WARM_UP, new HotReads(), new HotReads());
      }
      compare(report, "one that has done so for two minutes", service, read, quick ? 1 : 5);
    }
  }

  private static void compare(Report report, String who, Server service, Request read, int rounds)
      throws InterruptedException {
    HotReads reads = new HotReads();
    HotReads baseline = new HotReads();
    rounds(service, read, rounds, reads, baseline);
    report.add(
        "`GET` of a variant with `If-None-Match`, %d connections, %s; baseline: `GET /me`"
            .formatted(CONNECTIONS, who),
        reads.rate,
        baseline.rate);
    report.add("the same, CPU of the service for each", reads.cpu, baseline.cpu);
    report.add("the same, 99th percentile", reads.slowest, baseline.slowest);
  }

  private static void rounds(
      Server service, Request read, int rounds, HotReads reads, HotReads baseline)
      throws InterruptedException {
    Request me = Request.get("/me", KEY);
    for (int i = 0; i < rounds; i++) {
      reads.add(Load.run(service, CONNECTIONS, ROUND, read, NOT_MODIFIED));
      baseline.add(Load.run(service, CONNECTIONS, ROUND, me));
    }
  }

  private void add(Load load) {
    rate.add(load.requestsPerSecond());
    cpu.add(load.cpuMicrosPerRequest());
    slowest.add(load.percentileMillis(99));
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
          KEY,
          "If-None-Match: \"%s\"".formatted(sha256));
    }
  }
}
