package dev.clearcut.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.document.HttpFile.Request;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Receiver;
import dev.clearcut.work.Due;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The .http files work from top to bottom, as they are. */
@QuarkusTest
class ExplorersTest {

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{([^}]+)}}");
  private static final Pattern ANSWER = Pattern.compile("(\\w+)\\.response\\.body\\.\\$\\.(.+)");
  private static final String FILE = "< ./";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();

  @Inject Due due;

  static List<Tour> tours() {
    return Tour.all();
  }

  @ParameterizedTest
  @MethodSource("tours")
  void everyCallOfAFileIsAnsweredAsItsDocumentSays(Tour tour)
      throws IOException, InterruptedException {
    String file = Files.readString(Tour.FOLDER.resolve(tour.name() + ".http"));
    List<Request> requests = HttpFile.requests(file);
    assertThat(requests).extracting(Request::name).isEqualTo(names(tour));
    variables.putAll(HttpFile.variables(file));
    // Where this application is; an account of its own; nobody is told of anything.
    variables.put("host", "http://localhost:" + RestAssured.port);
    variables.put("key", "explorer-" + UUID.randomUUID());
    variables.put("receiver", "http://localhost:1");

    for (int i = 0; i < requests.size(); i++) {
      // What runs by itself has been done by the time that somebody sends the next call.
      due.run();
      HttpResponse<byte[]> answer = send(requests.get(i));
      String name = requests.get(i).name();
      answers.put(name, new String(answer.body(), UTF_8));
      assertThat(answer.statusCode())
          .describedAs("%s: %s", name, answers.get(name))
          .isLessThan(400);
      assertThat(
              tour.calls()
                  .get(i)
                  .operation()
                  .node()
                  .path("responses")
                  .has(String.valueOf(answer.statusCode())))
          .describedAs("%s: the document has %d", name, answer.statusCode())
          .isTrue();
    }
  }

  @AfterEach
  void tellNobody() {
    due.run();
    Receiver.unsubscribeAll();
  }

  private static List<String> names(Tour tour) {
    return tour.calls().stream().map(Call::name).toList();
  }

  private HttpResponse<byte[]> send(Request request) throws IOException, InterruptedException {
    variables.putAll(request.variables());
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(URI.create(resolved(request.url())))
            .method(request.verb(), BodyPublishers.ofByteArray(body(request)));
    request.headers().forEach((name, value) -> sent.header(name, resolved(value)));
    return client.send(sent.build(), BodyHandlers.ofByteArray());
  }

  /** Lines of forms end as those of mail do, whatever ends those of the file. */
  private byte[] body(Request request) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String line : request.body()) {
      body.writeBytes(
          line.startsWith(FILE)
              ? Files.readAllBytes(Tour.FOLDER.resolve(line.substring(FILE.length())))
              : resolved(line).getBytes(UTF_8));
      if (request.body().size() > 1) {
        body.writeBytes("\r\n".getBytes(UTF_8));
      }
    }
    return body.toByteArray();
  }

  private String resolved(String text) {
    return VARIABLE.matcher(text).replaceAll(this::value);
  }

  private String value(MatchResult variable) {
    Matcher answer = ANSWER.matcher(variable.group(1));
    String value =
        answer.matches()
            ? Json.at(answers.get(answer.group(1)), answer.group(2))
            : resolved(variables.get(variable.group(1)));
    return Matcher.quoteReplacement(value);
  }
}
