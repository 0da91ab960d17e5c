import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

public class Receiver {
  public static void main(String... args) throws Exception {
    Webhook webhook = new Webhook(System.getenv("WEBHOOK_SECRET"));
    Set<String> seen = ConcurrentHashMap.newKeySet(); // a table, where several receivers share it
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "8000"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
          headers.putAll(exchange.getRequestHeaders());
          try {
            webhook.verify(body, headers);
            if (seen.add(headers.get("webhook-id").get(0))) {
              System.out.println(body);
            }
            exchange.sendResponseHeaders(204, -1);
          } catch (WebhookVerificationException e) {
            exchange.sendResponseHeaders(401, -1);
          }
          exchange.close();
        });
    server.start();
  }
}
