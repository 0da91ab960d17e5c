package dev.clearcut.archive;

import static dev.clearcut.testing.Patience.await;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.hamcrest.Matchers.nullValue;

import dev.clearcut.download.Download;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.testing.Postgres;
import dev.clearcut.testing.RawHttp;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive as HTTP has it, from the store. */
@QuarkusTest
@TestProfile(Postgres.class)
class ArchiveTest {

  /** More than the server sends at once: the head is out before the last of them is read. */
  private static final int SIZE = 150_000;

  private static final byte[] LIST = "ref,status\ncup,ready\n".getBytes(UTF_8);

  @Inject Archives archives;
  @Inject ArchivesUnderTest served;
  @Inject ObjectStore store;
  @TempDir Path folder;

  private final String name = UUID.randomUUID().toString();
  private final String path = "/archives-under-test/" + name;
  private final Random random = new Random(7);
  private final List<ArchiveFile> files = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();
  private byte[] zip;
  private String tag;

  @BeforeEach
  void serve() throws IOException {
    EntryNames names = new EntryNames("manifest.csv");
    for (int i = 0; i < 4; i++) {
      byte[] content = new byte[SIZE];
      random.nextBytes(content);
      String key = "archive-test/%s/%d.bin".formatted(name, i);
      put(key, content);
      CRC32 crc32 = new CRC32();
      crc32.update(content);
      contents.add(content);
      files.add(
          new ArchiveFile(
              names.next("Größe.png"),
              key,
              SIZE,
              crc32.getValue(),
              DigestUtils.sha256Hex(content)));
    }
    Download archive = archives.of("results.zip", "manifest.csv", LIST, files);
    served.put(name, archive);
    tag = "\"%s\"".formatted(archive.tag());
    zip = archive.bytes().open(0, archive.size()).readAllBytes();
  }

  private void put(String key, byte[] content) throws IOException {
    store.put(key, Files.write(folder.resolve("object"), content));
  }

  private Response get(String header, String value) {
    return given().header(header, value).get(path);
  }

  @Test
  void everyFileIsInIt() throws IOException {
    byte[] body = given().get(path).asByteArray();

    List<String> found = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(body))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] expected = found.isEmpty() ? LIST : contents.get(found.size() - 1);
        assertThat(in.readAllBytes()).isEqualTo(expected);
        found.add(entry.getName());
      }
    }
    assertThat(found)
        .containsExactly("manifest.csv", "Größe.png", "Größe-2.png", "Größe-3.png", "Größe-4.png");
  }

  @Test
  void everythingIsSaidOfTheBytes() {
    Response head = given().head(path);
    assertThat(head.asByteArray()).isEmpty();
    for (Response response : List.of(given().get(path), head)) {
      response
          .then()
          .statusCode(200)
          .contentType("application/zip")
          .header("Content-Length", String.valueOf(zip.length))
          .header("Transfer-Encoding", nullValue())
          .header("ETag", tag)
          .header("Accept-Ranges", "bytes")
          .header("Content-Disposition", "attachment; filename=\"results.zip\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-99,0,99", "bytes=200000-,200000,-1", "bytes=-100,-100,-1"})
  void aPartIsSentForARange(String range, int from, int to) {
    int first = from < 0 ? zip.length + from : from;
    int last = to < 0 ? zip.length + to : to;

    Response part = get("Range", range);

    part.then()
        .statusCode(206)
        .header("Content-Range", "bytes %d-%d/%d".formatted(first, last, zip.length))
        .header("Content-Length", String.valueOf(last - first + 1))
        .header("ETag", tag);
    assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(zip, first, last + 1));
  }

  @Test
  void preconditionsAreThoseOfOtherBytes() {
    get("Range", "bytes=99999999-")
        .then()
        .statusCode(416)
        .header("Content-Range", "bytes */" + zip.length);
    get("Range", "bytes=0-1,5-6").then().statusCode(200);
    get("If-None-Match", tag).then().statusCode(304).header("ETag", tag);
    given()
        .header("Range", "bytes=0-9")
        .header("If-Range", "\"other\"")
        .get(path)
        .then()
        .statusCode(200);
    given().header("Range", "bytes=0-9").header("If-Range", tag).get(path).then().statusCode(206);
  }

  @Test
  void whoIsCutOffGoesOnWhereTheBytesEnded() throws IOException {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    while (received.size() < zip.length) {
      try (Socket socket = request("Range: bytes=%d-\r\nIf-Range: %s\r\n", received.size(), tag)) {
        InputStream in = socket.getInputStream();
        assertThat(head(in)).startsWith("HTTP/1.1 206 ");
        // The connection ends in the middle, whatever the client has not read yet.
        int part = Math.min(1 + random.nextInt(SIZE), zip.length - received.size());
        received.write(in.readNBytes(part));
      }
    }

    assertThat(DigestUtils.sha256Hex(received.toByteArray())).isEqualTo(DigestUtils.sha256Hex(zip));
  }

  private Socket request(String headers, Object... arguments) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
    String head = "GET %s HTTP/1.1\r\nHost: x\r\n".formatted(path) + headers.formatted(arguments);
    socket.getOutputStream().write((head + "\r\n").getBytes(UTF_8));
    return socket;
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    return head.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, SIZE - 1, SIZE, SIZE + 1})
  void anObjectThatIsGoneOrAnotherCutsTheConnection(int length) throws IOException {
    store.delete(files.get(2).objectKey());
    if (length > 0) {
      put(files.get(2).objectKey(), new byte[length]);
    }

    RawHttp.Reply reply =
        RawHttp.exchange("GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(path), new byte[0]);

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.announcedLength()).isEqualTo(zip.length);
    assertThat(reply.end()).isNotEqualTo(RawHttp.End.OPEN);
    assertThat(reply.body().length()).isBetween(SIZE, 3 * SIZE + 1000);
  }

  @Test
  void anHttpClientSaysThatBytesAreMissing() {
    store.delete(files.get(3).objectKey());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path)).build();
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    assertThatIOException()
        .isThrownBy(
            () -> {
              HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
              assertThat(answer.body()).hasSize(zip.length);
            });
  }

  @Test
  void aClientThatGoesEndsTheReading() throws IOException {
    AtomicLong read = new AtomicLong();
    AtomicBoolean closed = new AtomicBoolean();
    served.put(
        name,
        new Download(
            "application/zip",
            "endless.zip",
            Long.MAX_VALUE,
            "endless",
            (offset, length) -> new Endless(read, closed)));

    try (Socket socket = request("")) {
      socket.getInputStream().readNBytes(1_000_000);
    }

    await().untilTrue(closed);
    // What the two ends of the connection keep for a client that has not read it yet.
    assertThat(read).hasValueLessThan(64_000_000);
  }

  /** Bytes without end, read only as fast as they are taken. */
  private static final class Endless extends InputStream {

    private final AtomicLong count;
    private final AtomicBoolean closed;

    Endless(AtomicLong count, AtomicBoolean closed) {
      this.count = count;
      this.closed = closed;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("One byte at a time is too slow");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      count.addAndGet(length);
      return length;
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void otherFilesOrNamesAreAnotherArchive() {
    Download less = archives.of("results.zip", "manifest.csv", LIST, files.subList(0, 3));
    Download again = archives.of("other.zip", "manifest.csv", LIST, files);

    assertThat("\"%s\"".formatted(less.tag())).isNotEqualTo(tag);
    assertThat("\"%s\"".formatted(again.tag())).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../photo.png", "a/b.png", "Manifest.csv", ""})
  void aNameThatIsNotSafeIsNoName(String bad) {
    ArchiveFile file = new ArchiveFile(bad, "a/b.bin", 1, 0, "");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> archives.of("results.zip", "manifest.csv", LIST, List.of(file)));
  }
}
