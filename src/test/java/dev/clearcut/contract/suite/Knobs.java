package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What can be moved at the emulator and not at the vendor, for one account. */
final class Knobs {

  private final HttpClient http;
  private final URI url;
  private final String account;

  Knobs(HttpClient http, URI url, String account) {
    this.http = http;
    this.url = url;
    this.account = account;
  }

  /** Lets the next call of an operation fail: of this account, if the operation asks for a key. */
  void fail(Operation operation, int status) {
    send(
        "POST",
        "/mock/faults",
        "{'operation': '%s', 'account': '%s', 'status': %d, 'times': 1}"
            .formatted(operation, operation.securityScheme().isEmpty() ? "*" : account, status));
  }

  /** Moves the clock by an ISO 8601 duration. */
  void advance(String by) {
    send("POST", "/mock/clock/advance", "{'by': '%s'}".formatted(by));
  }

  /** Sets what the account can spend. */
  void credit(String credits) {
    send("PUT", "/mock/accounts/" + account, "{'credits': %s}".formatted(credits));
  }

  /** What the account can spend. */
  BigDecimal credits() {
    return send("GET", "/mock/accounts/" + account, "").path("credits").decimalValue();
  }

  private JsonNode send(String method, String path, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
