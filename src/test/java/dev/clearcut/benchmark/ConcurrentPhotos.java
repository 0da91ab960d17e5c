package dev.clearcut.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As many large photos at once as the service has threads, with a small heap. Their many bytes are
 * of few pixels, so that the time is not that of the emulator. Who is told to come back does.
 */
final class ConcurrentPhotos {

  private static final int PHOTOS = 200;
  private static final int LENGTH = 12_000_000;
  private static final String PRESET = "preview";

  /** A JPEG begins with two bytes; a comment may stand behind them. */
  private static final int START = 2;

  private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final AtomicInteger sentBack = new AtomicInteger();
  private final URI cutouts;
  private final byte[] photo;

  private ConcurrentPhotos(Server service) throws IOException {
    this.cutouts = URI.create(service.url() + Cutouts.PATH);
    this.photo = Pictures.padded(Pictures.photo(600, 400), LENGTH);
  }

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int photos = quick ? PHOTOS / 5 : PHOTOS;
    try (Stack stack = new Stack("-Xmx256m", HeapLog.OPTION)) {
      Server service = stack.service();
      ConcurrentPhotos clients = new ConcurrentPhotos(service);
      long start = System.nanoTime();
      clients.send(photos);
      double seconds = (System.nanoTime() - start) / 1e9;
      HeapLog heap = HeapLog.read();
      report.add(
          "%d photos of 12 MB at once, `-Xmx256m`".formatted(photos),
          "all ready in %.0f s, told to come back %d times"
              .formatted(seconds, clients.sentBack.get()),
          "",
          "");
      report.add("the same, most resident memory", service.peakMegabytes() + " MB", "", "");
      report.add(
          "the same, most heap before and after a collection; out of memory",
          "%d MB, %d MB; %d times"
              .formatted(heap.before(), heap.after(), service.mentions("OutOf\\w*MemoryError")),
          "",
          "");
    }
  }

  private void send(int photos) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(photos);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < photos; i++) {
        BodyPublisher form = form("photo " + i);
        all.add(
            threads.submit(
                () -> {
                  make(form);
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** All share the bytes of one photo, but for a comment. */
  private BodyPublisher form(String comment) {
    byte[] start = Pictures.commented(Arrays.copyOf(photo, START), comment);
    return BodyPublishers.concat(
        BodyPublishers.ofByteArray(Multipart.head(Map.of("preset", PRESET), "image")),
        BodyPublishers.ofByteArray(start),
        BodyPublishers.ofByteArray(photo, START, photo.length - START),
        BodyPublishers.ofByteArray(Multipart.TAIL));
  }

  private void make(BodyPublisher form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(cutouts)
            .header("Authorization", Stack.AUTHORIZATION)
            .header("Content-Type", Multipart.MEDIA_TYPE)
            .POST(form)
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    while (answer.statusCode() != 201) {
      String body = answer.body();
      long seconds =
          answer
              .headers()
              .firstValueAsLong("Retry-After")
              .orElseThrow(() -> new IOException("Not made, and not to come back: " + body));
      sentBack.incrementAndGet();
      TimeUnit.SECONDS.sleep(seconds);
      answer = http.send(request, BodyHandlers.ofString());
    }
  }
}
