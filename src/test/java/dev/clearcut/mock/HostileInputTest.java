package dev.clearcut.mock;

import static dev.clearcut.contract.VendorContract.asBearer;
import static dev.clearcut.contract.VendorContract.asToken;
import static dev.clearcut.testing.Patience.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.VendorContract;
import dev.clearcut.mock.hostile.Answer;
import dev.clearcut.mock.hostile.Footprint;
import dev.clearcut.mock.hostile.HostileForms;
import dev.clearcut.mock.hostile.HostileImages;
import dev.clearcut.mock.hostile.HostileJson;
import dev.clearcut.mock.hostile.Request;
import dev.clearcut.mock.hostile.Wire;
import dev.clearcut.testing.FilenameDialect;
import dev.clearcut.testing.Json;
import dev.clearcut.testing.Seeds;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What nobody should send: the emulator answers it in the vendor's words, charges nothing for it,
 * and lives on. The cases are many, half of them from a seed that is drawn; {@code
 * -Dclearcut.seed=…} repeats a run.
 */
@QuarkusTest
class HostileInputTest {

  private static final String UPLOAD = "/v3/file-ops/upload/";
  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String PUBLIC_URL = "/v3/file-ops/get-public-url/";
  private static final String DELETE = "/v3/file-ops/delete/";
  private static final Set<String> PAID =
      Set.of(PROCESS, FilenameDialect.PROCESS, FilenameDialect.AI_CUT);
  private static final Set<Integer> OF_HTTP = Set.of(404, 405, 411, 413, 414, 417, 431);
  private static final Path HEIC = Path.of("src/test/resources/dev/clearcut/mock/imaging");
  private static final long MIB = 1024 * 1024;

  /** What these tests may add to a process, and what may be held by tests that run beside them. */
  private static final long MOST_HEAP = 512 * MIB;

  /** Two jobs at a time, each with about a gigabyte of native memory at the very worst. */
  private static final long MOST_BESIDE = 2048 * MIB;

  private static long heapBefore;
  private static long besideBefore;

  private final List<Random> randoms = Seeds.randoms();
  private final String account = "hostile-" + UUID.randomUUID();
  private final List<String> failures = new ArrayList<>();

  /** What the account has since the last request that was judged; null before the first. */
  private String credits;

  @BeforeAll
  static void begin() {
    heapBefore = Footprint.heap();
    besideBefore = Footprint.besideTheHeap();
  }

  /** What runs beside these tests lets go of its memory in time; what they leak stays. */
  @AfterAll
  static void memoryIsBounded() {
    await().pollInterval(Duration.ofSeconds(1)).untilAsserted(HostileInputTest::isBounded);
  }

  private static void isBounded() {
    long heap = Footprint.heap() - heapBefore;
    long beside = Footprint.besideTheHeap() - besideBefore;
    System.out.printf("Hostile input: heap %+d MiB, beside it %+d MiB%n", heap / MIB, beside / MIB);
    assertThat(heap).isLessThan(MOST_HEAP);
    assertThat(beside).isLessThan(MOST_BESIDE);
  }

  @Test
  void malformedForms() throws IOException {
    judge(HostileForms.all(account, photo("png"), randoms));
  }

  @Test
  void malformedJson() throws IOException {
    upload("photo.png", photo("png"));
    String name =
        Json.at(
            FilenameDialect.sendImage(asBearer(account), FilenameDialect.UPLOAD, photo("png"))
                .extract()
                .asString(),
            "unique_filename");
    Map<String, BiFunction<String, byte[], Request>> targets = new LinkedHashMap<>();
    targets.put(
        """
        {"input_key":"photo.png","output_variants":[{"output_key":"a","format":"webp",
         "max_resolution":4096,"quality":"low","background_color":"#ffffff",
         "output_compression":80,"autocrop":false}]}
        """,
        token(PROCESS));
    targets.put(
        """
        {"input_file_path":"photo.png","output_variants":[{"output_file_path":"a",
         "format":"png","max_resolution":4096,"quality":"low","autocrop":true}]}
        """,
        token(PROCESS));
    targets.put("{\"key\":\"photo.png\"}", token(PUBLIC_URL));
    targets.put("{\"pattern\":\"nothing/*\"}", token(DELETE));
    String named =
        """
        {"unique_filename":"%s","output_variants":[{"variant_name":"a","format":"jpg",
         "max_resolution":4096,"quality":"low","background_color":"#ffffff"}]}
        """
            .formatted(name);
    targets.put(named, bearer(FilenameDialect.PROCESS));
    targets.put(named + " ", bearer(FilenameDialect.PROCESS + "presign/"));
    String session =
        Json.at(
            FilenameDialect.sendImage(asBearer(account), FilenameDialect.AI_CUT, photo("png"))
                .extract()
                .asString(),
            "unique_filename");
    targets.put(
        """
        {"unique_filename":"%s","greenDots":[{"x":12,"y":8}],"redDots":[{"x":0,"y":0}],
         "request_number":1}
        """
            .formatted(session),
        bearer(FilenameDialect.SEGMENT));
    targets.put(
        "{\"signed_request\":\"a.b.c\"}",
        (what, body) ->
            new Request(
                what,
                "POST",
                FilenameDialect.PROCESS + "presigned/",
                "",
                "application/json",
                body));

    targets.forEach((good, target) -> judge(HostileJson.all(good.strip(), target, randoms)));
  }

  @Test
  void jsonUnderAWrongName() {
    byte[] good = "{\"key\":\"photo.png\"}".getBytes(UTF_8);
    List<Request> all = new ArrayList<>();
    for (String type :
        List.of(
            "",
            "application/json; charset=utf-16",
            "application/json; charset=none",
            "application/json; charset=\"",
            "APPLICATION/JSON",
            "application/json;;",
            "application/",
            "application/problem+json",
            "text/plain",
            "multipart/form-data; boundary=x",
            "\u00e9")) {
      all.add(new Request(type, "POST", PUBLIC_URL, "Token " + account, type, good));
    }
    judge(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpeg", "png", "webp", "avif", "heic"})
  void damagedImages(String format) throws IOException {
    byte[] good = format.equals("heic") ? heic() : photo(format);
    upload("photo." + format, good);
    assertThat(judge(token(PROCESS).apply("good", process("photo." + format))).status())
        .isEqualTo(200);

    int i = 0;
    for (Random random : randoms) {
      for (byte[] image : HostileImages.mutations(good, 30, random)) {
        judge("damaged " + format + " " + i++, image);
      }
    }
    assertNoFailures();
  }

  @Test
  void imagesThatLie() {
    HostileImages.pngs().forEach((what, png) -> judge("PNG " + what, png));
    HostileImages.beginnings().forEach(this::judge);
    assertNoFailures();
  }

  @Test
  void headsThatAreNotHttp() {
    String end = "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    String json = "Authorization: Token " + account + "\r\nContent-Type: application/json\r\n";
    String post = "POST " + PUBLIC_URL + " HTTP/1.1\r\nHost: localhost\r\n" + json;
    for (String head :
        List.of(
            "\r\n\r\n",
            "GET\r\n\r\n",
            "GET / HTTP/9.9" + end,
            "GET /" + "x".repeat(100_000) + " HTTP/1.1" + end,
            "GET /v3/%zz/ HTTP/1.1" + end,
            "GET /v3/%00/ HTTP/1.1" + end,
            "GET /v3/file-ops/upload/?a=%zz HTTP/1.1" + end,
            "GET /pub/%2e%2e/%2e%2e HTTP/1.1" + end,
            "GET /pub/x/%ff%fe HTTP/1.1" + end,
            "GET /pub/x/%zz HTTP/1.1" + end,
            "GET http://[::1/ HTTP/1.1" + end,
            "GET * HTTP/1.1" + end,
            "POST /v3/remove-bg/upload-image/presigned/?signed_request=%zz HTTP/1.1" + end,
            "POST /v3/remove-bg/upload-image/presigned/?signed_request HTTP/1.1" + end,
            "BREW /v3/file-ops/upload/ HTTP/1.1" + end,
            "POST /v3/file-ops/upload/ HTTP/1.1\r\nAuthorization: Token\r\n\r\n",
            "POST /v3/file-ops/upload/ HTTP/1.1\r\nAuthorization: Token \0\r\n" + end,
            "POST /v3/file-ops/upload/ HTTP/1.1\r\nAuthorization: Token " + "k".repeat(7000) + end,
            "POST /v3/file-ops/upload/ HTTP/1.1\r\nX: " + "k".repeat(1_000_000) + end,
            "POST /v3/file-ops/upload/ HTTP/1.1\r\n" + "X: y\r\n".repeat(5000) + end,
            post + "Content-Length: -1\r\n\r\n{}",
            post + "Content-Length: x\r\n\r\n{}",
            post + "Content-Length: 99999999999999999999\r\n\r\n{}",
            post + "Content-Length: 999999999\r\n\r\n{}",
            post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
            post + "Content-Length: 1\r\n\r\n{\"key\":\"a\"}",
            post + "Content-Length: 100\r\n\r\n{\"key\":\"a\"}",
            post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
            post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}",
            post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
            post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
            post + "Transfer-Encoding: gzip\r\n\r\n{}",
            post + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}",
            post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
            post + "Expect: nonsense\r\nContent-Length: 2\r\n\r\n{}",
            post + "Upgrade: h2c\r\nConnection: Upgrade\r\nContent-Length: 2\r\n\r\n{}",
            post.replace("localhost", "a b\0{}")
                + "Content-Length: 19\r\n\r\n{\"key\":\"photo.png\"}",
            post.replace("localhost", "[") + "Content-Length: 19\r\n\r\n{\"key\":\"photo.png\"}",
            post.replace("localhost", "") + "Content-Length: 19\r\n\r\n{\"key\":\"photo.png\"}",
            post.replace("localhost", "a:b:c")
                + "Content-Length: 19\r\n\r\n{\"key\":\"photo.png\"}",
            post.replace("Host: localhost\r\n", "")
                + "Content-Length: 19\r\n\r\n{\"key\":\"photo.png\"}")) {
      String shown = head.length() > 300 ? head.substring(0, 300) : head;
      Wire.send(head.getBytes(ISO_8859_1), true)
          .filter(answer -> answer.status() >= 500 && answer.status() != 503)
          .ifPresent(
              answer -> failures.add(answer.status() + " " + answer.text() + " to " + shown));
    }
    assertNoFailures();
    upload("photo.png", photo("png"));
  }

  private BiFunction<String, byte[], Request> token(String path) {
    return (what, body) ->
        new Request(what, "POST", path, "Token " + account, "application/json", body);
  }

  private BiFunction<String, byte[], Request> bearer(String path) {
    return (what, body) ->
        new Request(what, "POST", path, "Bearer " + account, "application/json", body);
  }

  private void judge(List<Request> requests) {
    requests.forEach(this::judge);
    assertNoFailures();
  }

  /** Uploads an image and, if it was taken, has it processed. */
  private void judge(String what, byte[] image) {
    if (judge(HostileForms.upload(what, account, image)).status() == 200) {
      judge(token(PROCESS).apply(what, process("k")));
    }
  }

  private Answer judge(Request request) {
    String before = credits == null ? credits() : credits;
    Answer answer =
        Wire.send(request.bytes(), false).orElseGet(() -> new Answer(0, Map.of(), new byte[0]));
    boolean paid = answer.status() == 200 && PAID.contains(request.path());
    List<String> violations = violations(request.path(), answer);
    if (failed(answer) || !violations.isEmpty()) {
      failures.add(answer.status() + " " + violations + " " + answer.text() + " to " + request);
    }
    credits = credits();
    if (paid == credits.equals(before)) {
      failures.add(answer.status() + (paid ? " for nothing" : " charged") + " to " + request);
    }
    return answer;
  }

  private static boolean failed(Answer answer) {
    return answer.status() == 0 || answer.status() >= 500 && answer.status() != 503;
  }

  /** What HTTP itself refuses is not in the contract, but has the same body. */
  private static List<String> violations(String path, Answer answer) {
    String type = answer.headers().getOrDefault("Content-Type", "");
    int status = OF_HTTP.contains(answer.status()) ? 400 : answer.status();
    return VendorContract.violations(path, status, type, answer.body());
  }

  private String credits() {
    return Wire.send(
            "GET /mock/accounts/%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .formatted(account)
                .getBytes(ISO_8859_1),
            false)
        .orElseThrow()
        .text();
  }

  private void assertNoFailures() {
    assertThat(failures).isEmpty();
  }

  private static byte[] process(String key) {
    return """
    {"input_key": "%s", "output_variants": [
      {"output_key": "r", "quality": "low", "max_resolution": 4096}]}
    """
        .formatted(key)
        .getBytes(UTF_8);
  }

  private void upload(String key, byte[] image) {
    asToken(account)
        .multiPart("file", "photo", image)
        .multiPart("key", key)
        .post(UPLOAD)
        .then()
        .statusCode(200);
  }

  /** A tiny good picture; what Java does not write, the emulator does. */
  private byte[] photo(String format) {
    BufferedImage picture = new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = picture.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, 24, 16);
    pen.setColor(Color.RED);
    pen.fillOval(6, 3, 12, 10);
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (ImageIO.write(picture, format, bytes)) {
        return bytes.toByteArray();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    upload("source.png", photo("png"));
    asToken(account)
        .contentType(ContentType.JSON)
        .body(
            """
            {"input_file_path": "source.png", "output_variants": [
              {"output_file_path": "converted", "format": "%s", "quality": "low"}]}
            """
                .formatted(format))
        .post(PROCESS)
        .then()
        .statusCode(200);
    String url =
        asToken(account)
            .contentType(ContentType.JSON)
            .body(Map.of("key", "converted"))
            .post(PUBLIC_URL)
            .path("url");
    return VendorContract.anonymous().get(url).asByteArray();
  }

  private static byte[] heic() throws IOException {
    return Files.readAllBytes(HEIC.resolve("quadrants.heic"));
  }
}
