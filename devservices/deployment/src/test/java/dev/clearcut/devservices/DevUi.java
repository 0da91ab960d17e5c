package dev.clearcut.devservices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the page in the Dev UI asks its extension, over its web socket. */
final class DevUi implements AutoCloseable {

  /** Nothing that works takes so long, on however slow a machine. */
  private static final Duration HUNG = Duration.ofMinutes(5);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXTENSION = "quarkus-backgroundcut";

  private final WebSocket socket;
  private final BlockingQueue<String> messages;
  private int calls;

  private DevUi(WebSocket socket, BlockingQueue<String> messages) {
    this.socket = socket;
    this.messages = messages;
  }

  static DevUi of(HttpClient http, int port) {
    BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    StringBuilder message = new StringBuilder();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
              messages.add(message.toString());
              message.setLength(0);
            }
            socket.request(1);
            return null;
          }
        };
    URI address = URI.create("ws://localhost:%d/q/dev-ui/json-rpc-ws".formatted(port));
    return new DevUi(http.newWebSocketBuilder().buildAsync(address, listener).join(), messages);
  }

  /** The result, however many other messages come before it. */
  JsonNode call(String method, Map<String, String> parameters)
      throws IOException, InterruptedException {
    int id = ++calls;
    Map<String, ?> request =
        Map.of(
            "jsonrpc", "2.0", "id", id, "method", EXTENSION + "_" + method, "params", parameters);
    socket.sendText(JSON.writeValueAsString(request), true).join();
    while (true) {
      String text = messages.poll(HUNG.toSeconds(), TimeUnit.SECONDS);
      if (text == null) {
        throw new AssertionError(method + " was not answered.");
      }
      JsonNode message = JSON.readTree(text);
      if (message.hasNonNull("error")) {
        throw new AssertionError(message.toString());
      }
      if (message.path("id").asInt() == id) {
        return message.path("result").path("object");
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
