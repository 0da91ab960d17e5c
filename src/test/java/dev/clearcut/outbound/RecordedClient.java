package dev.clearcut.outbound;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes to which address each connection was to go; without a client there is none. */
record RecordedClient(List<String> connections, HttpClient http) {

  static RecordedClient withoutNetwork() {
    return of(Optional.empty());
  }

  static RecordedClient before(HttpClient http) {
    return of(Optional.of(http));
  }

  private static RecordedClient of(Optional<HttpClient> behind) {
    List<String> connections = new CopyOnWriteArrayList<>();
    HttpClient recorded =
        (HttpClient)
            Proxy.newProxyInstance(
                RecordedClient.class.getClassLoader(),
                new Class<?>[] {HttpClient.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("close")) {
                    return Future.succeededFuture();
                  }
                  RequestOptions options = (RequestOptions) arguments[0];
                  connections.add(
                      options.getServer().hostAddress() + ":" + options.getServer().port());
                  return behind
                      .map(http -> http.request(options))
                      .orElseGet(() -> Future.<HttpClientRequest>failedFuture("no network here"));
                });
    return new RecordedClient(connections, recorded);
  }
}
