package dev.clearcut.contract.drift;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A vendor that has changed: stands before the emulator, and changes what passes. */
final class DriftingProxy implements AutoCloseable {

  static {
    // The JDK's server sends head and body apart, and would wait 40 ms for the client in between.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final URI emulator;
  private final SeededDrift drift;

  /** Changes what passes in one way, and in that way only. */
  DriftingProxy(URI emulator, SeededDrift drift) throws IOException {
    this.emulator = emulator;
    this.drift = drift;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = ask(exchange);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply ask(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    boolean hit = drift.hits(path);
    if (hit && type.contains("json") && isJson(body)) {
      body = Reply.changed(body, drift.request());
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(emulator.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    for (String name : new String[] {"Authorization", "Content-Type"}) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    Reply reply = reply(http.send(request.build(), BodyHandlers.ofByteArray()));
    return hit && drift.hits(reply.status()) ? drift.reply().apply(reply) : reply;
  }

  private static boolean isJson(byte[] body) {
    return body.length > 0 && body[body.length - 1] == '}';
  }

  /** Public URLs lead through the proxy too. */
  private Reply reply(HttpResponse<byte[]> answer) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : new String[] {"Content-Type", "Retry-After"}) {
      answer.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
    }
    boolean json = headers.getOrDefault("Content-Type", "").contains("json");
    return new Reply(
        answer.statusCode(),
        headers,
        json
            ? new String(answer.body(), StandardCharsets.UTF_8)
                .replace(emulator.toString(), url().toString())
                .getBytes(StandardCharsets.UTF_8)
            : answer.body());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
