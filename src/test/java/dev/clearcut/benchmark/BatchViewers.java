package dev.clearcut.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What those who watch a batch cost the database: 500 of them beside one. */
final class BatchViewers {

  private static final int MANY = 500;
  private static final String DELAY = "{\"operation\": \"process\", \"delay\": \"PT2S\"}";

  private BatchViewers() {}

  static void run(Report report, boolean quick) throws IOException, InterruptedException {
    int seconds = quick ? 5 : 30;
    try (Stack stack = Stack.counting("-Xmx256m", "-Dclearcut.batches.parallel=2")) {
      stack.emulator().connect().send(Vendor.json("/mock/faults", DELAY)).expect(201);
      Watched none = watch(stack, 0, seconds);
      Watched one = watch(stack, 1, seconds);
      Watched many = watch(stack, MANY, seconds);
      report.add(
          "statements a second while a batch of 64 × 48 pixels is made, %d viewers; baseline: one"
              .formatted(MANY),
          "%.1f".formatted(many.statements),
          "%.1f (none: %.1f)".formatted(one.statements, none.statements),
          "%.2f".formatted(many.statements / one.statements));
      report.add(
          "the same: looks for changes",
          "%.1f".formatted(many.ofEvents),
          "%.1f".formatted(one.ofEvents),
          "%.2f".formatted(many.ofEvents / one.ofEvents));
      report.add(
          "the same: CPU of the service",
          "%.0f ms a second".formatted(many.cpu),
          "%.0f ms a second".formatted(one.cpu),
          "");
      report.add(
          "the same: items that the viewers were told of, at least and at most",
          "%d, %d".formatted(many.least, many.most),
          String.valueOf(one.least),
          "");
    }
  }

  private record Watched(double statements, double ofEvents, double cpu, int least, int most) {}

  /** As many viewers as that of one running batch, for some seconds. */
  private static Watched watch(Stack stack, int viewers, int seconds)
      throws IOException, InterruptedException {
    byte[] photo = Pictures.photo(64, 48);
    int items = 2 * (seconds + 20);
    try (Connection service = stack.service().connect()) {
      Batch batch =
          Batch.filled(service, items, "webp", i -> Pictures.commented(photo, viewers + "-" + i));
      batch.start();
      List<Viewer> all = new ArrayList<>();
      for (int i = 0; i < viewers; i++) {
        all.add(new Viewer(stack.service(), batch));
      }
      for (Viewer viewer : all) {
        viewer.caughtUp.await();
      }
      Statements statements = stack.statements();
      statements.reset();
      long cpu = stack.service().cpu().toMillis();
      Thread.sleep(seconds * 1_000L);
      long executed = statements.count();
      double ofEvents = statements.countOf("%revision>%");
      double used = stack.service().cpu().toMillis() - cpu;
      int least = all.stream().mapToInt(viewer -> viewer.items.get()).min().orElse(0);
      int most = all.stream().mapToInt(viewer -> viewer.items.get()).max().orElse(0);
      for (Viewer viewer : all) {
        viewer.close();
      }
      batch.cancel();
      return new Watched(
          (double) executed / seconds, ofEvents / seconds, used / seconds, least, most);
    }
  }

  /** Reads the events of a batch and counts those of items. */
  private static final class Viewer implements AutoCloseable {

    private final Socket socket;
    private final AtomicInteger items = new AtomicInteger();

    /** It was told all that was there. */
    private final CountDownLatch caughtUp = new CountDownLatch(1);

    Viewer(Server service, Batch batch) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(service.url()).getPort());
      socket
          .getOutputStream()
          .write(
              Request.get(
                      batch.path() + "/events",
                      "Authorization: " + Stack.AUTHORIZATION,
                      "Accept: text/event-stream")
                  .bytes());
      Thread reader = new Thread(this::read, "viewer");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      byte[] piece = new byte[16 * 1024];
      try (InputStream in = socket.getInputStream()) {
        String rest = "";
        for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
          String text = rest + new String(piece, 0, n, StandardCharsets.UTF_8);
          int end = text.lastIndexOf('\n') + 1;
          if (text.contains("progress")) {
            caughtUp.countDown();
          }
          items.addAndGet(text.substring(0, end).split("event: ?item", -1).length - 1);
          rest = text.substring(end);
        }
      } catch (IOException closed) {
        // The round is over.
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
