package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clearcut.cli.Order.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the results go, and a file in it that says which of them are results of which photo, so
 * that nothing is asked for twice, and no file of anybody else's is overwritten.
 */
final class OutFolder {

  static final String STATE = ".clearcut.json";

  private static final long BETWEEN_WRITES = Duration.ofSeconds(2).toNanos();

  private final Path folder;
  private final String server;
  private final boolean overwrite;
  private final ObjectNode state;
  private long written = System.nanoTime();

  private OutFolder(Path folder, String server, boolean overwrite, ObjectNode state) {
    this.folder = folder;
    this.server = server;
    this.overwrite = overwrite;
    this.state = state;
  }

  /**
   * Opens a folder, which need not exist.
   *
   * @param server that of this run
   * @param overwrite whether files that are no results of ours are replaced
   */
  static OutFolder open(Path folder, String server, boolean overwrite) {
    Path file = folder.resolve(STATE);
    ObjectNode state = Json.object();
    try {
      if (Json.read(Files.readAllBytes(file)) instanceof ObjectNode known) {
        state = known;
      }
    } catch (NoSuchFileException nothingYet) {
      // The first run.
    } catch (IOException e) {
      throw new Stop(
          "%s cannot be read: %s. Delete it, and name an empty folder with --out: nothing is paid twice."
              .formatted(file, e.getMessage()));
    }
    return new OutFolder(folder, server, overwrite, state);
  }

  Path path() {
    return folder;
  }

  /** A batch that an earlier run has begun, and whose end it has not seen. */
  record Unfinished(String batch, String server, Map<String, Order> orders) {}

  synchronized Optional<Unfinished> unfinished() {
    JsonNode batch = state.path("batch");
    if (batch.isMissingNode()) {
      return Optional.empty();
    }
    Map<String, Order> orders = new LinkedHashMap<>();
    batch
        .path("orders")
        .properties()
        .forEach(it -> orders.put(it.getKey(), Order.read(it.getKey(), it.getValue())));
    return Optional.of(
        new Unfinished(batch.path("id").asText(), batch.path("server").asText(), orders));
  }

  synchronized void begin(String batch, Map<String, Order> orders) {
    ObjectNode begun = state.putObject("batch").put("id", batch).put("server", server);
    ObjectNode all = begun.putObject("orders");
    orders.forEach((ref, order) -> all.set(ref, order.write()));
    save();
  }

  synchronized void ended() {
    state.remove("batch");
    save();
  }

  /** What is at the place of a result. */
  enum Place {
    /** The result itself, unchanged. */
    THERE,
    /** Nothing, or a result of ours that is out of date. */
    FREE,
    /** A file of somebody else's, or a result that somebody has changed. */
    TAKEN
  }

  /** Looks at the place where a result of a photo would be. */
  synchronized Place look(String file, String photo, JsonNode made) throws IOException {
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      return Place.FREE;
    }
    JsonNode known = state.path("results").path(file);
    if (known.path("sha256").asText().equals(Digests.of(path))) {
      return known.path("photo").asText().equals(photo) && known.path("made").equals(made)
          ? Place.THERE
          : Place.FREE;
    }
    // A run that was killed may have put it there: its bytes are compared when the result is here.
    return overwrite || isOfUnfinished(file) ? Place.FREE : Place.TAKEN;
  }

  private boolean isOfUnfinished(String file) {
    return unfinished().stream()
        .flatMap(batch -> batch.orders().values().stream())
        .flatMap(order -> order.results().values().stream())
        .anyMatch(result -> result.file().equals(file));
  }

  /** The files in which variants of photos are, or were. */
  synchronized Map<Wish, String> files() {
    Map<Wish, String> files = new HashMap<>();
    state
        .path("results")
        .properties()
        .forEach(
            it ->
                files.putIfAbsent(
                    new Wish(
                        Path.of(it.getValue().path("source").asText()),
                        it.getValue().path("variant").asText()),
                    it.getKey()));
    return files;
  }

  /** A variant of a photo. */
  record Wish(Path photo, String variant) {}

  /** Whether a file is the result of a photo other than this, which is still there. */
  synchronized boolean isOfAnother(String file, Path photo) {
    Path source = Path.of(state.path("results").path(file).path("source").asText());
    return !source.toString().isEmpty() && !source.equals(photo) && Files.exists(source);
  }

  /** A file to download a result into, beside its place. */
  Path temporary(String file) throws IOException {
    Path path = place(file);
    Files.createDirectories(path.getParent());
    return path.resolveSibling("." + path.getFileName() + ".part");
  }

  /**
   * Takes a result that was downloaded.
   *
   * @throws Stop when another file is at its place
   */
  synchronized void take(Path downloaded, Order order, String variant, String sha256)
      throws IOException {
    Result result = order.results().get(variant);
    Path path = place(result.file());
    ObjectNode results = state.withObject("results");
    if (Files.exists(path) && !overwrite) {
      String there = Digests.of(path);
      if (!there.equals(sha256)
          && !there.equals(results.path(result.file()).path("sha256").asText())) {
        Files.delete(downloaded);
        throw new Stop(taken(result.file()));
      }
    }
    Files.move(
        downloaded, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    results
        .putObject(result.file())
        .put("source", order.photo().toString())
        .put("photo", order.sha256())
        .put("variant", variant)
        .put("sha256", sha256)
        .set("made", result.made());
    if (System.nanoTime() - written > BETWEEN_WRITES) {
      save();
    }
  }

  /** What to say when another file is at the place of a result. */
  String taken(String file) {
    return "%s is there already, and is no result of this photo or was changed. It was left as it is: move it, or use --overwrite."
        .formatted(folder.resolve(file));
  }

  private Path place(String file) {
    Path path = folder.resolve(file).normalize();
    if (!path.startsWith(folder.normalize()) || Path.of(file).isAbsolute()) {
      throw new Stop("%s names a file outside of the folder: \"%s\".".formatted(STATE, file));
    }
    return path;
  }

  synchronized void save() {
    Path file = folder.resolve(STATE);
    try {
      Files.createDirectories(folder);
      Path temporary = folder.resolve(STATE + ".part");
      Files.writeString(temporary, Json.write(state));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      written = System.nanoTime();
    } catch (IOException e) {
      throw new Stop("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }
}
