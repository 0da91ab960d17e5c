package dev.clearcut.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The vendor's calls as the benchmark makes them, and as stubs of WireMock answer them. */
final class Vendor {

  static final String UPLOAD = "/v3/file-ops/upload/";
  static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";
  static final String KEY = "Token benchmark";
  static final Path CONTRACT = Path.of("openapi", "backgroundcut-v3.yaml");

  /** Of a slow answer: the emulator's fault and WireMock's fixed delay. */
  static final int DELAY_MILLIS = 100;

  private static final Pattern MINTED = Pattern.compile("http://[^/]+(/pub/[^\"]+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vendor() {}

  static Request upload(String key, byte[] image) {
    return Request.post(
        UPLOAD, KEY, Multipart.MEDIA_TYPE, Multipart.form(Map.of("key", key), "file", image));
  }

  static Request process(String key, String variants) {
    return json(
        PROCESS, "{\"input_key\": \"%s\", \"output_variants\": [%s]}".formatted(key, variants));
  }

  static Request publicUrl(String key) {
    return json(PUBLIC_URL, "{\"key\": \"%s\"}".formatted(key));
  }

  /** Mints a public URL and follows it. */
  static void download(Connection connection, String key) throws IOException {
    Matcher url = MINTED.matcher(connection.send(publicUrl(key)).ok().text());
    if (!url.find()) {
      throw new IOException("No public URL for " + key);
    }
    connection.send(Request.get(url.group(1))).ok();
  }

  static Request json(String path, String body) {
    return Request.post(path, KEY, "application/json", body.getBytes(StandardCharsets.UTF_8));
  }

  /** For MockServer: an upload, and a public URL that takes its time. */
  static Path writeExpectations() throws IOException {
    Path file = Benchmark.FOLDER.resolve("mockserver.json");
    return Files.writeString(
        file,
        """
        [{"httpRequest": {"method": "POST", "path": "%s", "headers": {"Authorization": ["Token .+"]}},
          "httpResponse": {"statusCode": 200, "body": {"uploaded": true}}},
         {"httpRequest": {"method": "POST", "path": "%s", "headers": {"Authorization": ["Token .+"]},
                          "body": {"type": "JSON", "json": {"key": "slow/photo.png"}}},
          "httpResponse": {"statusCode": 200, "body": {"public_url": "http://localhost:8080/pub/2cUu/photo.png"},
                           "delay": {"timeUnit": "MILLISECONDS", "value": %d}}},
         {"httpRequest": {"method": "POST", "path": "%2$s", "headers": {"Authorization": ["Token .+"]}},
          "httpResponse": {"statusCode": 200, "body": {"public_url": "http://localhost:8080/pub/2cUu/photo.png"}}}]
        """
            .formatted(UPLOAD, PUBLIC_URL, DELAY_MILLIS));
  }

  /** Stubs that look at what a careful test would: verb, path, key, and the fields of the body. */
  static Path writeStubs() throws IOException {
    Path folder = Benchmark.FOLDER.resolve("wiremock");
    Files.createDirectories(folder.resolve("mappings"));
    stub(folder, "upload", UPLOAD, null, "{\"uploaded\": true}", 0);
    stub(
        folder,
        "process",
        PROCESS,
        "$[?(@.input_key =~ /.+/ && @.output_variants[0].output_key =~ /.+/)]",
        "{\"output_keys\":[\"tiny/result.png\"]}",
        0);
    String url =
        "{\"public_url\":\"http://localhost:8080/pub/2cUuBqrq4fwqXbmIhvzZ0TJS/photo.png\"}";
    stub(folder, "public-url", PUBLIC_URL, "$[?(@.key =~ /[^s].*/)]", url, 0);
    stub(folder, "slow", PUBLIC_URL, "$[?(@.key =~ /slow.*/)]", url, DELAY_MILLIS);
    Files.writeString(
        folder.resolve("mappings").resolve("unauthorized.json"),
        """
        {"priority": 10,
         "request": {"method": "POST", "urlPathPattern": "/v3/.*"},
         "response": {"status": 401, "jsonBody": {"detail": "Invalid API key."}}}
        """);
    return folder;
  }

  private static void stub(
      Path folder, String name, String path, String bodyPath, String body, int delay)
      throws IOException {
    ObjectNode mapping = JSON.createObjectNode();
    ObjectNode request = mapping.putObject("request").put("method", "POST").put("urlPath", path);
    request.putObject("headers").putObject("Authorization").put("matches", "Token .+");
    if (bodyPath != null) {
      request.putArray("bodyPatterns").addObject().put("matchesJsonPath", bodyPath);
    }
    ObjectNode response = mapping.putObject("response").put("status", 200).put("body", body);
    response.putObject("headers").put("Content-Type", "application/json");
    if (delay > 0) {
      response.put("fixedDelayMilliseconds", delay);
    }
    JSON.writeValue(folder.resolve("mappings").resolve(name + ".json").toFile(), mapping);
  }
}
