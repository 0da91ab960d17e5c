package dev.clearcut.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody else's server, from which photos are fetched; well-behaved or not. */
public final class ImageHost implements AutoCloseable {

  /** How one path is answered. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Headers> headers = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public ImageHost() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestURI().getPath());
    headers.add(exchange.getRequestHeaders());
    try (exchange) {
      answers.getOrDefault(exchange.getRequestURI().getPath(), ImageHost::notFound).to(exchange);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void notFound(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(404, -1);
  }

  /** Where a path of this server is. */
  public String url(String path) {
    return "http://localhost:%d%s".formatted(server.getAddress().getPort(), path);
  }

  /** The paths that were asked for, in order. */
  public List<String> asked() {
    return asked;
  }

  /** The headers of all requests. */
  public List<Headers> headers() {
    return headers;
  }

  public ImageHost on(String path, Answer answer) {
    answers.put(path, answer);
    return this;
  }

  public ImageHost bytes(String path, byte[] bytes) {
    return on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
        });
  }

  public ImageHost status(String path, int status) {
    return on(path, exchange -> exchange.sendResponseHeaders(status, -1));
  }

  public ImageHost redirect(String path, String location) {
    return on(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  /** Nothing comes until this server is closed. */
  public ImageHost hang(String path) {
    return on(path, exchange -> closed.await());
  }

  /** The answer begins, and does not go on until this server is closed. */
  public ImageHost hangAfter(String path, byte[] first) {
    return on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          OutputStream out = exchange.getResponseBody();
          out.write(first);
          out.flush();
          closed.await();
        });
  }

  /** So many bytes in pieces, whose number is not said before. */
  public ImageHost chunked(String path, int count) {
    return on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] piece = new byte[1000];
          for (int sent = 0; sent < count; sent += piece.length) {
            exchange.getResponseBody().write(piece, 0, Math.min(piece.length, count - sent));
          }
        });
  }

  /** Fewer bytes than the header says. */
  public ImageHost cutShort(String path, byte[] bytes) {
    return on(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, bytes.length + 1000L);
          exchange.getResponseBody().write(bytes);
          exchange.getResponseBody().flush();
        });
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
