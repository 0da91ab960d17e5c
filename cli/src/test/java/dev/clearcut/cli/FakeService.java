package dev.clearcut.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * So much of the service as the command uses, in memory: it pays for each photo once, and can be
 * told to fail.
 */
final class FakeService implements AutoCloseable {

  /** What it does instead of answering. */
  record Fault(String method, String path, int times, Answer answer) {}

  /** Says no, cuts the connection, or breaks off. */
  interface Answer {
    void give(HttpExchange exchange) throws IOException;
  }

  private static final String KINDS =
      """
      [{"name": "amazon", "description": "White.",
        "variants": {"amazon": {"format": "jpeg", "quality": "high"}}},
       {"name": "web", "description": "Small.", "variants": {"web": {"format": "webp"}}},
       {"name": "transparent", "description": "Large.", "variants": {"transparent": {"format": "png"}}}]
      """;

  private final HttpServer server;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Map<String, ObjectNode> batches = new LinkedHashMap<>();
  private final Set<String> paid = new TreeSet<>();
  private final Set<String> broken = new TreeSet<>();
  private int balance = 1000;
  private String key = "";
  private boolean events = true;
  private int eventsBeforeTheCut = Integer.MAX_VALUE;

  private FakeService(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "fake");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::handle);
    server.start();
  }

  static FakeService start(int port) {
    try {
      return new FakeService(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Method and path of each request, and its headers that matter. */
  List<String> calls() {
    return calls;
  }

  List<String> calls(String beginning) {
    return calls.stream().filter(call -> call.startsWith(beginning)).toList();
  }

  synchronized int paid() {
    return paid.size();
  }

  synchronized void credits(int credits) {
    balance = credits;
  }

  synchronized void key(String required) {
    key = required;
  }

  /** The vendor fails with this photo, for good. */
  synchronized void breaks(byte[] photo) {
    broken.add(sha256(photo));
  }

  synchronized void withoutEvents() {
    events = false;
  }

  synchronized void cutEventsAfter(int number) {
    eventsBeforeTheCut = number;
  }

  synchronized void fails(String method, String path, int times, Answer answer) {
    faults.add(new Fault(method, path, times, answer));
  }

  static Answer refuses(int status, String detail, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      send(exchange, status, Json.write(Json.object().put("detail", detail)).getBytes(UTF_8));
    };
  }

  static Answer cuts() {
    return HttpExchange::close;
  }

  /** The length is that of all, and only a part comes. */
  static Answer breaksOff() {
    return exchange -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write(new byte[10]);
      exchange.getResponseBody().flush();
      exchange.close();
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    URI uri = exchange.getRequestURI();
    String call =
        "%s %s%s%s%s"
            .formatted(
                method,
                uri,
                header(exchange, "Last-Event-ID"),
                header(exchange, "If-None-Match"),
                header(exchange, "Prefer"));
    calls.add(call);
    byte[] body = exchange.getRequestBody().readAllBytes();
    Answer fault = fault(method, uri.getPath());
    if (fault != null) {
      fault.give(exchange);
      return;
    }
    try {
      answer(exchange, method, uri, body);
    } catch (RuntimeException e) {
      refuses(500, String.valueOf(e)).give(exchange);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : " %s=%s".formatted(name, value);
  }

  private synchronized Answer fault(String method, String path) {
    for (Iterator<Fault> each = faults.iterator(); each.hasNext(); ) {
      Fault fault = each.next();
      if (fault.method().equals(method) && path.matches(fault.path())) {
        int place = faults.indexOf(fault);
        if (fault.times() <= 1) {
          each.remove();
        } else {
          faults.set(place, new Fault(method, fault.path(), fault.times() - 1, fault.answer()));
        }
        return fault.answer();
      }
    }
    return null;
  }

  private synchronized void answer(HttpExchange exchange, String method, URI uri, byte[] body)
      throws IOException {
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    String[] path = uri.getPath().substring(1).split("/");
    if (path[0].equals("q")) {
      send(exchange, 200, "{}".getBytes(UTF_8));
    } else if (!key.isEmpty()
        && !("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      refuses(401, "The API key is not known.").give(exchange);
    } else if (path[0].equals("presets")) {
      send(exchange, 200, KINDS.getBytes(UTF_8));
    } else if (path[0].equals("cutouts")) {
      cutouts(exchange, path, query, method);
    } else if (path.length == 1) {
      open(exchange, Json.read(body), query.contains("dryRun=true"));
    } else if (!batches.containsKey(path[1])) {
      refuses(404, "There is no such batch.").give(exchange);
    } else {
      batch(exchange, method, path, query, body);
    }
  }

  private void cutouts(HttpExchange exchange, String[] path, String query, String method)
      throws IOException {
    if (path.length == 1) {
      String sha256 = query.replaceAll(".*sha256=", "");
      ObjectNode page = Json.object();
      page.putArray("items");
      if (paid.contains(sha256)) {
        page.withArray("items").addObject().put("id", sha256);
      }
      send(exchange, 200, page);
    } else if (method.equals("POST")) {
      send(exchange, 200, Json.object().put("credits", 0.0));
    } else {
      byte[] result = "%s of %s".formatted(path[3], path[1]).getBytes(UTF_8);
      exchange.getResponseHeaders().set("ETag", '"' + sha256(result) + '"');
      send(exchange, 200, result);
    }
  }

  private void open(HttpExchange exchange, JsonNode request, boolean dryRun) throws IOException {
    for (JsonNode preset : request.path("presets")) {
      if (!KINDS.contains("\"name\": " + preset)) {
        refuses(400, "There is no preset %s. Did you mean \"amazon\"?".formatted(preset))
            .give(exchange);
        return;
      }
    }
    int size = request.path("items").size();
    if (dryRun) {
      send(exchange, 200, Json.object().put("credits", (double) size).put("allowed", true));
      return;
    }
    String id = "batch-" + (batches.size() + 1);
    ObjectNode batch = Json.object().put("id", id).put("status", "open").put("revision", 0);
    request
        .path("items")
        .forEach(
            item ->
                batch
                    .withArray("items")
                    .addObject()
                    .put("ref", item.path("ref").asText())
                    .put("status", "waiting-for-photo")
                    .put("credits", 0.0));
    batch.withObject("credits").put("estimated", size).put("spent", 0.0).put("saved", 0.0);
    batches.put(id, batch);
    send(exchange, 201, view(batch));
  }

  private void batch(HttpExchange exchange, String method, String[] path, String query, byte[] body)
      throws IOException {
    ObjectNode batch = batches.get(path[1]);
    String what = path.length == 2 ? method : path[2];
    switch (what) {
      case "DELETE" -> {
        batches.remove(path[1]);
        send(exchange, 204, new byte[0]);
      }
      case "GET" -> {
        String tag = "W/\"%s\"".formatted(batch.path("revision"));
        exchange.getResponseHeaders().set("ETag", tag);
        if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
          work(batch);
          send(exchange, 304, new byte[0]);
        } else {
          send(exchange, 200, view(batch));
        }
      }
      case "start", "resume" -> {
        batch.put("status", "running");
        send(exchange, 202, view(batch));
      }
      case "items" -> {
        if (path.length == 4) {
          fill(exchange, batch, path[3], body);
        } else {
          ObjectNode page = Json.object();
          page.putArray("items");
          batch
              .path("items")
              .forEach(
                  item -> {
                    if (!query.contains("status=")
                        || query.endsWith("status=" + item.path("status").asText())) {
                      page.withArray("items").add(item);
                    }
                  });
          send(exchange, 200, page);
        }
      }
      case "events" -> events(exchange, batch);
      default -> refuses(404, "There is nothing.").give(exchange);
    }
  }

  private void fill(HttpExchange exchange, ObjectNode batch, String ref, byte[] body)
      throws IOException {
    String sha256 = sha256(body);
    if (!Digests.header(sha256).equals(exchange.getRequestHeaders().getFirst("Repr-Digest"))) {
      refuses(400, "It was damaged on its way.").give(exchange);
      return;
    }
    if (new String(body, UTF_8).startsWith("%PDF")) {
      refuses(422, "The file is of type Portable Document Format.").give(exchange);
      return;
    }
    ObjectNode item = item(batch, ref);
    item.put("status", "waiting").put("cutout", "/cutouts/" + sha256);
    send(exchange, 201, item);
  }

  private static ObjectNode item(ObjectNode batch, String ref) {
    for (JsonNode item : batch.path("items")) {
      if (item.path("ref").asText().equals(ref)) {
        return (ObjectNode) item;
      }
    }
    throw new IllegalArgumentException(ref);
  }

  /** One item. */
  private boolean work(ObjectNode batch) {
    if (!batch.path("status").asText().equals("running")) {
      return false;
    }
    for (JsonNode each : batch.path("items")) {
      ObjectNode item = (ObjectNode) each;
      String sha256 = item.path("cutout").asText().replace("/cutouts/", "");
      if (item.path("status").asText().equals("waiting-for-photo")) {
        item.put("status", "cancelled");
      } else if (item.path("status").asText().equals("waiting")) {
        ObjectNode credits = batch.withObject("credits");
        if (broken.contains(sha256)) {
          item.put("status", "failed").withObject("problem").put("detail", "The vendor failed.");
        } else if (paid.contains(sha256)) {
          item.put("status", "ready");
          credits.put("saved", credits.path("saved").asDouble() + 1);
        } else if (balance == 0) {
          batch.put("status", "paused").put("reason", "no-credits");
          batch.put("revision", batch.path("revision").asInt() + 1);
          return true;
        } else {
          balance--;
          paid.add(sha256);
          item.put("status", "ready");
          credits.put("spent", credits.path("spent").asDouble() + 1);
        }
        item.put("revision", batch.path("revision").asInt() + 1);
        batch.put("revision", batch.path("revision").asInt() + 1);
        return true;
      }
    }
    JsonNode counts = view(batch).path("counts");
    batch.put(
        "status",
        counts.path("ready").equals(counts.path("total"))
            ? "ready"
            : counts.path("ready").asInt() > 0 ? "partly" : "failed");
    batch.put("revision", batch.path("revision").asInt() + 1);
    return false;
  }

  private void events(HttpExchange exchange, ObjectNode batch) throws IOException {
    if (!events) {
      refuses(404, "A proxy has no such thing.").give(exchange);
      return;
    }
    String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
    int known = last == null ? 0 : Integer.parseInt(last);
    while (work(batch)) {
      // On to the next.
    }
    List<String> all = new ArrayList<>();
    for (JsonNode item : batch.path("items")) {
      if (item.path("revision").asInt() > known) {
        all.add("id:%s\nevent:item\ndata:%s\n\n".formatted(item.path("revision"), item));
      }
    }
    all.add("id:%s\nevent:progress\ndata:%s\n\n".formatted(batch.path("revision"), view(batch)));
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream stream = exchange.getResponseBody()) {
      for (String event : all.subList(0, Math.min(all.size(), eventsBeforeTheCut))) {
        stream.write(event.getBytes(UTF_8));
      }
    }
  }

  private static ObjectNode view(ObjectNode batch) {
    ObjectNode view = batch.deepCopy();
    view.remove("items");
    ObjectNode counts = view.putObject("counts");
    counts.put("total", batch.path("items").size());
    for (String status : List.of("waiting", "working", "ready", "failed", "cancelled")) {
      counts.put(
          status,
          batch
              .path("items")
              .valueStream()
              .filter(item -> item.path("status").asText().equals(status))
              .count());
    }
    return view;
  }

  private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
    send(exchange, status, Json.write(body).getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
