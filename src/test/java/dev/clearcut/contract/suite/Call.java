package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.clearcut.contract.Dialect;
import dev.clearcut.contract.Operation;
import dev.clearcut.contract.snapshot.Authorization;
import dev.clearcut.contract.snapshot.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One call. It is sent as the contract says, or wrong on purpose; either way the answer has to be
 * one that the contract knows.
 */
final class Call {

  /** As long as the vendor's samples wait for a process call: whoever waits longer hangs. */
  static final Duration PATIENCE = Duration.ofSeconds(300);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REPEATS = 3;
  private static final long LONGEST_WAIT = 60;

  private static final Verdict VERDICT = new Verdict();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vendor vendor;
  private final Operation operation;
  private final Form form = new Form();
  private Dialect dialect;
  private URI url;
  private Optional<String> authorization;
  private Optional<String> signedRequest = Optional.empty();
  private Optional<String> contentType = Optional.empty();
  private byte[] body = {};

  Call(Vendor vendor, Operation operation) {
    this.vendor = vendor;
    this.operation = operation;
    dialect = operation.dialects().iterator().next();
    url = vendor.url().resolve(operation.path().replaceAll("\\{\\w+}", "unknown"));
    authorization =
        operation.securityScheme().isEmpty()
            ? Optional.empty()
            : Optional.of(scheme(operation) + " " + vendor.key());
  }

  /** The word before the key. */
  static String scheme(Operation operation) {
    return operation.securityScheme().equals("TokenKey") ? "Token" : "Bearer";
  }

  Call in(Dialect one) {
    dialect = one;
    return this;
  }

  /** Follows a URL of the vendor's. */
  Call at(URI address) {
    url = address;
    return this;
  }

  Call authorization(String header) {
    authorization = Optional.of(header);
    return this;
  }

  Call unauthorized() {
    authorization = Optional.empty();
    return this;
  }

  /** With a token in the query. */
  Call signed(String token) {
    signedRequest = Optional.of(token);
    return this;
  }

  /** With a body in JSON, which may have single quotes. */
  Call json(String text) {
    return body("application/json", text.replace('\'', '"'));
  }

  Call body(String mediaType, String text) {
    contentType = Optional.of(mediaType);
    body = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  /** With a part of a form. */
  Call text(String name, String value) {
    form.text(name, value);
    return this;
  }

  /** With a file in a form. */
  Call file(String name, byte[] content) {
    form.file(name, content);
    return this;
  }

  /** Sends what the contract allows. */
  Answer send() {
    assertThat(VERDICT.onRequest(this))
        .as("what the suite itself sends to %s", operation)
        .isEmpty();
    return sendWrong();
  }

  /** Sends what the contract does not allow. */
  Answer sendWrong() {
    if (!form.isEmpty()) {
      contentType = Optional.of(form.mediaType());
      body = form.bytes();
    }
    HttpResponse<byte[]> response = exchange();
    Answer answer = answer(response);
    vendor.log().ifPresent(log -> log.recording().add(log.scenario(), step(answer, response)));
    assertThat(VERDICT.onAnswer(this, answer))
        .extracting(vendor::withoutKey)
        .as("the answer %d of %s is one of the contract's", answer.status(), operation)
        .isEmpty();
    return answer;
  }

  /** Who is told to slow down by a vendor who is not pretending does so. */
  private HttpResponse<byte[]> exchange() {
    HttpResponse<byte[]> response = sendOnce();
    for (int again = 0; again < REPEATS && isToWait(response); again++) {
      try {
        TimeUnit.SECONDS.sleep(
            Math.min(LONGEST_WAIT, response.headers().firstValueAsLong("Retry-After").orElse(1)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      response = sendOnce();
    }
    return response;
  }

  private boolean isToWait(HttpResponse<byte[]> response) {
    return response.statusCode() == TOO_MANY_REQUESTS && !vendor.isEmulator();
  }

  private HttpResponse<byte[]> sendOnce() {
    String query = signedRequest.map(token -> "?signed_request=" + Form.encode(token)).orElse("");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + query))
            .timeout(PATIENCE)
            .method(operation.verb(), BodyPublishers.ofByteArray(body));
    contentType.ifPresent(type -> request.header("Content-Type", type));
    authorization.ifPresent(header -> request.header("Authorization", header));
    try {
      return vendor.http().send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException("%s: no answer".formatted(operation), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Answer answer(HttpResponse<byte[]> response) {
    String mediaType = response.headers().firstValue("Content-Type").orElse("");
    return new Answer(
        operation,
        response.statusCode(),
        mediaType,
        response.headers().firstValue("Retry-After"),
        response.body(),
        mediaType.contains("json") ? parse(withoutKey(response)) : MissingNode.getInstance(),
        vendor.isEmulator());
  }

  private byte[] withoutKey(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    return vendor.withoutKey(text).getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private Step step(Answer answer, HttpResponse<byte[]> response) {
    return Step.of(
        operation,
        dialect,
        authorizationSent(),
        answer.status(),
        answer.mediaType(),
        header -> response.headers().firstValue(header).isPresent(),
        answer.json());
  }

  private Authorization authorizationSent() {
    if (signedRequest.isPresent() || parse(body).has("signed_request")) {
      return Authorization.SIGNED;
    }
    String header = authorization.orElse("");
    if (header.startsWith("Token ")) {
      return Authorization.TOKEN;
    }
    return header.startsWith("Bearer ") ? Authorization.BEARER : Authorization.NONE;
  }

  Operation operation() {
    return operation;
  }

  Form form() {
    return form;
  }

  Optional<String> authorization() {
    return authorization;
  }

  Optional<String> signedRequest() {
    return signedRequest;
  }

  Optional<String> contentType() {
    return form.isEmpty() ? contentType : Optional.of("multipart/form-data; boundary=x");
  }

  byte[] body() {
    return body;
  }
}
