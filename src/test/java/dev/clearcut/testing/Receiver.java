package dev.clearcut.testing;

import static dev.clearcut.testing.Service.service;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Whoever is told by webhooks; verifies by the reference library of Standard Webhooks. */
public final class Receiver implements AutoCloseable {

  /** Ends the connection without an answer. */
  public static final Answer CUT = new Answer(0, Map.of());

  /** How a message is answered. */
  public record Answer(int status, Map<String, String> headers) {

    public static Answer of(int status) {
      return new Answer(status, Map.of());
    }
  }

  /** What was received. */
  public record Message(String path, Map<String, List<String>> headers, String body) {

    public String id() {
      return header(Webhook.UNBRANDED_MSG_ID_KEY);
    }

    public String type() {
      return at("type");
    }

    public <T> T at(String path) {
      return Json.at(body, path);
    }

    public long timestamp() {
      return Long.parseLong(header(Webhook.UNBRANDED_MSG_TIMESTAMP_KEY));
    }

    public List<String> signatures() {
      return List.of(header(Webhook.UNBRANDED_MSG_SIGNATURE_KEY).split(" "));
    }

    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }

    /** As a receiver does it, by its own clock: throws when the message is not to be believed. */
    public void verify(String secret) {
      try {
        new Webhook(secret).verify(body, headers);
      } catch (WebhookVerificationException e) {
        throw new AssertionError(e);
      }
    }

    /** Whether it is signed by the secret, whatever the time is. */
    public boolean isSignedBy(String secret) {
      try {
        return signatures().contains(new Webhook(secret).sign(id(), timestamp(), body));
      } catch (WebhookSigningException e) {
        throw new AssertionError(e);
      }
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private volatile Function<Message, Answer> answers = message -> Answer.of(204);

  private Receiver(HttpServer server) {
    this.server = server;
  }

  /** Nobody is told of anything any more. */
  public static void unsubscribeAll() {
    Json.<List<String>>at(service().get("/webhooks").asString(), "webhooks.id")
        .forEach(id -> service().delete("/webhooks/{id}", id).then().statusCode(204));
  }

  /** Starts one on a free port of the loopback interface. */
  public static Receiver start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      Receiver receiver = new Receiver(server);
      server.setExecutor(receiver.threads);
      server.createContext("/", receiver::receive);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.putAll(exchange.getRequestHeaders());
      Message message =
          new Message(
              exchange.getRequestURI().toString(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      messages.add(message);
      Answer answer = answers.apply(message);
      if (answer.status() > 0) {
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(answer.status(), -1);
      }
    }
  }

  /** Where messages are to be sent. */
  public String url() {
    return "http://localhost:%d/hooks?token=x".formatted(server.getAddress().getPort());
  }

  /** What was received, in order. */
  public List<Message> messages() {
    return List.copyOf(messages);
  }

  /** What was received of one type, in order. */
  public List<Message> messages(String type) {
    return messages.stream().filter(message -> message.type().equals(type)).toList();
  }

  public void forget() {
    messages.clear();
  }

  /** Answers in this way from now on. */
  public void answers(Answer answer) {
    answers = message -> answer;
  }

  /** Answers in this way from now on. */
  public void answers(Function<Message, Answer> how) {
    answers = how;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
