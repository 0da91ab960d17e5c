package dev.clearcut.backgroundcut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.api.AiCutApi;
import dev.clearcut.backgroundcut.api.BackgroundRemovalApi;
import dev.clearcut.backgroundcut.api.BackgroundRemovalByFilenameApi;
import dev.clearcut.backgroundcut.api.FileSpaceApi;
import dev.clearcut.backgroundcut.model.AiCutSession;
import dev.clearcut.backgroundcut.model.DeleteFilesRequest;
import dev.clearcut.backgroundcut.model.DeleteFilesResult;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.ProcessByKey;
import dev.clearcut.backgroundcut.model.ProcessImageRequest;
import dev.clearcut.backgroundcut.model.ProcessedByKey;
import dev.clearcut.backgroundcut.model.PublicUrl;
import dev.clearcut.backgroundcut.model.PublicUrlRequest;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import dev.clearcut.backgroundcut.model.Segmentation;
import dev.clearcut.backgroundcut.model.SignedRequest;
import dev.clearcut.backgroundcut.model.UploadedByKey;
import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The vendor over {@code java.net.http}: plain Java and Jackson, nothing else. One object serves
 * any number of threads. Free calls repeat themselves after failures that pass, and wait as long as
 * {@code Retry-After} says, up to 10 s; paid calls are sent once.
 *
 * <pre>{@code
 * BackgroundCutHttp vendor = BackgroundCutHttp.at(URI.create("https://api.backgroundcut.co"), key).build();
 * CarefulProcess careful = new CarefulProcess(vendor, SentCalls.inMemory());
 * List<URI> results = careful.process(Path.of("photo.jpg"), List.of(variant));
 * vendor.download(results.get(0), Path.of("cutout.png"));
 * }</pre>
 */
public final class BackgroundCutHttp implements VendorGateway {

  /** The scheme of the key dialect. */
  private static final String TOKEN = "Token ";

  /** The scheme of the filename dialect and of AI Cut. */
  private static final String BEARER = "Bearer ";

  /** Of JSON, none of which is long. */
  private static final long MOST_BYTES_OF_JSON = 1 << 20;

  private static final int OK = 200;
  private static final int SUCCESSES_END = 300;

  private final ObjectMapper json =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .followRedirects(Redirect.NEVER)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Answers answers = new Answers(json, InstantSource.system());
  private final URI api;
  private final String key;
  private final Duration timeLimit;
  private final Duration uploadTimeLimit;
  private final Duration processTimeLimit;
  private final PublicFileDownload downloads;

  private BackgroundCutHttp(Builder from) {
    this.api = from.api;
    this.key = from.key;
    this.timeLimit = from.timeLimit;
    this.uploadTimeLimit = from.uploadTimeLimit;
    this.processTimeLimit = from.processTimeLimit;
    this.downloads =
        new PublicFileDownload(
            new VendorHosts(() -> api, from.downloadHosts, "downloadHosts"),
            from.mostBytes,
            "mostBytes",
            from.downloadTimeLimit);
  }

  /**
   * Begins a client.
   *
   * @param api where the vendor is, {@code https://api.backgroundcut.co}, or an emulator
   * @param key the API key of the account that pays
   */
  public static Builder at(URI api, String key) {
    return new Builder(api, key);
  }

  /** What a client is made of; each method replaces what is usual. */
  public static final class Builder {

    private final URI api;
    private final String key;
    private Duration timeLimit = Duration.ofSeconds(10);
    private Duration uploadTimeLimit = Duration.ofSeconds(60);
    private Duration processTimeLimit = Duration.ofSeconds(300);
    private Duration downloadTimeLimit = Duration.ofSeconds(60);
    private long mostBytes = 256L << 20;
    private List<String> downloadHosts = List.of("backgroundcut.co");

    private Builder(URI api, String key) {
      this.api = api;
      this.key = key;
    }

    /** Of one call that is none of the others; 10 s. */
    public Builder timeLimit(Duration limit) {
      timeLimit = limit;
      return this;
    }

    /** Of a call that sends a photo; 60 s. */
    public Builder uploadTimeLimit(Duration limit) {
      uploadTimeLimit = limit;
      return this;
    }

    /** Of a {@code process} or {@code segment} call; 300 s, as in the vendor's samples. */
    public Builder processTimeLimit(Duration limit) {
      processTimeLimit = limit;
      return this;
    }

    /** Of fetching one file; 60 s. */
    public Builder downloadTimeLimit(Duration limit) {
      downloadTimeLimit = limit;
      return this;
    }

    /** Of one file that is fetched; 256 MiB. */
    public Builder mostBytes(long most) {
      mostBytes = most;
      return this;
    }

    /**
     * Hosts, each with all hosts below it, from which files come besides that of the API; {@code
     * backgroundcut.co}.
     */
    public Builder downloadHosts(String... hosts) {
      downloadHosts = List.of(hosts);
      return this;
    }

    /** The client. */
    public BackgroundCutHttp build() {
      return new BackgroundCutHttp(this);
    }
  }

  @Override
  public void upload(Path photo, String name) {
    Gateways.repeated(
        () -> {
          Form form = new Form().text("key", name).file("file", photo);
          return send(
              form.to("upload", FileSpaceApi.UPLOAD_PATH),
              TOKEN,
              uploadTimeLimit,
              UploadedByKey.class);
        });
  }

  @Override
  public List<String> process(String inputKey, List<KeyVariant> variants) {
    return send(
            new Call(
                "process",
                BackgroundRemovalApi.PROCESS_PATH,
                "application/json",
                body(new ProcessByKey(inputKey, variants))),
            TOKEN,
            processTimeLimit,
            ProcessedByKey.class)
        .outputKeys();
  }

  @Override
  public URI publicUrl(String name) {
    return free(
            "getPublicUrl",
            FileSpaceApi.GET_PUBLIC_URL_PATH,
            new PublicUrlRequest(name),
            TOKEN,
            PublicUrl.class)
        .url();
  }

  @Override
  public void download(URI url, Path file) {
    Gateways.move(Gateways.repeated(() -> downloads.fetch(url)), file);
  }

  @Override
  public Duration processTimeLimit() {
    return processTimeLimit;
  }

  /** Deletes all files of the space whose whole key matches a pattern. Free. */
  public DeleteFilesResult deleteFiles(String pattern) {
    return free(
        "deleteFiles",
        FileSpaceApi.DELETE_FILES_PATH,
        new DeleteFilesRequest(pattern),
        TOKEN,
        DeleteFilesResult.class);
  }

  /** Has one upload of the filename dialect signed, for a browser without the key. Free. */
  public SignedRequest presignUploadImage() {
    return signed("presignUploadImage", BackgroundRemovalByFilenameApi.PRESIGN_UPLOAD_IMAGE_PATH);
  }

  /** Has one {@code process} call signed; whoever makes it has it charged to the account. Free. */
  public SignedRequest presignProcessImage(ProcessImageRequest request) {
    return free(
        "presignProcessImage",
        BackgroundRemovalByFilenameApi.PRESIGN_PROCESS_IMAGE_PATH,
        request,
        BEARER,
        SignedRequest.class);
  }

  /** Has the start of one session of AI Cut signed; its user has it charged likewise. Free. */
  public SignedRequest presignInitializeAiCut() {
    return signed("presignInitializeAiCut", AiCutApi.PRESIGN_INITIALIZE_AI_CUT_PATH);
  }

  private SignedRequest signed(String operation, String path) {
    Call call = new Call(operation, path, null, BodyPublishers.noBody());
    return Gateways.repeated(() -> send(call, BEARER, timeLimit, SignedRequest.class));
  }

  /**
   * Starts a session of AI Cut, which lives for two hours. Costs 1 credit, and is sent once. The
   * vendor names the session, so nothing can be looked for when the answer is lost.
   *
   * @param photo a JPEG, PNG or WebP
   */
  public AiCutSession initializeAiCut(Path photo) {
    return send(
        new Form().file("image", photo).to("initializeAiCut", AiCutApi.INITIALIZE_AI_CUT_PATH),
        BEARER,
        uploadTimeLimit,
        AiCutSession.class);
  }

  /**
   * Cuts out what the points of a session select. Free, and sent once: a repeat has a higher
   * number.
   */
  public Segmentation segment(SegmentRequest request) {
    return send(
        new Call("segment", AiCutApi.SEGMENT_PATH, "application/json", body(request)),
        BEARER,
        processTimeLimit,
        Segmentation.class);
  }

  private <T> T free(
      String operation, String path, Object request, String scheme, Class<T> answer) {
    Call call = new Call(operation, path, "application/json", body(request));
    return Gateways.repeated(() -> send(call, scheme, timeLimit, answer));
  }

  private BodyPublisher body(Object request) {
    try {
      return BodyPublishers.ofByteArray(json.writeValueAsBytes(request));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A request before the key is added to it. */
  private record Call(String operation, String path, String mediaType, BodyPublisher body) {}

  /** A multipart form, streamed from the disk. */
  private static final class Form {

    private final String boundary = UUID.randomUUID().toString();
    private BodyPublisher parts = BodyPublishers.noBody();

    Form text(String name, String value) {
      String head =
          "Content-Disposition: form-data; name=\"%s\"\r\nContent-Type: text/plain; charset=UTF-8";
      return part(head.formatted(name), BodyPublishers.ofString(value));
    }

    Form file(String name, Path file) {
      String fileName = file.getFileName().toString().replaceAll("[\"\\\\\\p{Cntrl}]", "_");
      String head =
          "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: application/octet-stream"
              .formatted(name, fileName);
      try {
        return part(head, BodyPublishers.ofFile(file));
      } catch (FileNotFoundException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Form part(String head, BodyPublisher content) {
      parts =
          BodyPublishers.concat(
              parts,
              BodyPublishers.ofString("--%s\r\n%s\r\n\r\n".formatted(boundary, head)),
              content,
              BodyPublishers.ofString("\r\n"));
      return this;
    }

    Call to(String operation, String path) {
      return new Call(
          operation,
          path,
          "multipart/form-data; boundary=" + boundary,
          BodyPublishers.concat(parts, BodyPublishers.ofString("--" + boundary + "--\r\n")));
    }
  }

  private <T> T send(Call call, String scheme, Duration limit, Class<T> type) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(api.toString().replaceFirst("/$", "") + call.path))
            .header("Authorization", scheme + key)
            .header("Accept", "application/json")
            .POST(call.body);
    if (call.mediaType != null) {
      request.header("Content-Type", call.mediaType);
    }
    HttpResponse<String> answer = exchange(call.operation, request.build(), limit);
    if (answer.statusCode() < OK || answer.statusCode() >= SUCCESSES_END) {
      throw answers.failure(
          call.operation,
          answer.statusCode(),
          "The vendor gave no reason.",
          answer.body(),
          answer.headers().map());
    }
    return read(call.operation, answer.body(), type);
  }

  /** The time limit is that of the whole exchange, body included; then the connection is closed. */
  private HttpResponse<String> exchange(String operation, HttpRequest request, Duration limit) {
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(
            request,
            head ->
                new BoundedBody<>(
                    BodySubscribers.ofString(StandardCharsets.UTF_8), MOST_BYTES_OF_JSON));
    try {
      return exchange.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new NoAnswer(
          operation, "The vendor did not answer within the time limit of this call.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Answers.broken(operation, e, e);
    } catch (ExecutionException e) {
      throw Answers.broken(operation, e.getCause(), e);
    } finally {
      exchange.cancel(true);
    }
  }

  /** An answer that is not what the contract says is of no use. */
  private <T> T read(String operation, String body, Class<T> type) {
    try {
      T answer = json.readValue(body, type);
      if (answer != null) {
        return answer;
      }
    } catch (JsonProcessingException e) {
      throw Answers.broken(operation, e, e);
    }
    throw new NoAnswer(operation, "The vendor gave no usable answer: null", null);
  }
}
