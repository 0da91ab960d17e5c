package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Server-sent events as they come in. */
final class Events implements AutoCloseable {

  /**
   * One event.
   *
   * @param id the place to go on from; empty when it has none
   */
  record Event(String id, String name, JsonNode data) {}

  private static final Event END = new Event("", "", null);

  private final InputStream stream;
  private final Duration silence;
  private final BlockingQueue<Event> queue = new LinkedBlockingQueue<>();

  /**
   * @param silence how long nothing may come before the connection is held for dead
   */
  Events(InputStream stream, Duration silence) {
    this.stream = stream;
    this.silence = silence;
    Thread reader = new Thread(this::read, "clearcut-events");
    reader.setDaemon(true);
    reader.start();
  }

  /** The next one; empty when the connection has ended, or is dead. */
  Optional<Event> next() {
    try {
      Event event = queue.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
      return event == null || event == END ? Optional.empty() : Optional.of(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Stop("Interrupted.");
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String id = "";
      String name = "";
      StringBuilder data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        } else if (line.startsWith("event:")) {
          name = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          data.append(line.substring(5).strip());
        } else if (line.isEmpty() && !name.isEmpty()) {
          queue.add(
              new Event(id, name, Json.read(data.toString().getBytes(StandardCharsets.UTF_8))));
          name = "";
          data.setLength(0);
        }
      }
    } catch (IOException cut) {
      // Whoever reads goes on from the last event.
    } finally {
      queue.add(END);
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
