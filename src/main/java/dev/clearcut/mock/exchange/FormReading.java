package dev.clearcut.mock.exchange;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clearcut.strict.FormRules;
import dev.clearcut.strict.Spelling;
import io.quarkus.vertx.http.runtime.ServerLimitsConfig;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.common.headers.HeaderUtil;
import org.jboss.resteasy.reactive.common.util.CaseInsensitiveMap;
import org.jboss.resteasy.reactive.server.core.multipart.MultipartParser;

/**
 * The reading of one multipart form by the parser of Quarkus REST, files onto the disk as they
 * come. Workers do it, one piece after another.
 */
final class FormReading implements MultipartParser.PartHandler {

  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary=(?:\"([^\"]{1,70})\"|([^;,\\s\"]{1,70}))", Pattern.CASE_INSENSITIVE);

  /** What may wait for the workers, in bytes; beyond that the sender waits. */
  private static final long MOST_WAITING = 1024 * 1024;

  /** In which some byte must come, in milliseconds. */
  private static final long PATIENCE = 60_000;

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final Path folder;
  private final ServerLimitsConfig limits;
  private final List<StoredPart> files = new ArrayList<>();
  private MultipartParser.ParseState parser;
  private Future<Void> piece = Future.succeededFuture();
  private long size;
  private long waiting;
  private long bytesBefore;
  private boolean ended;
  private boolean over;

  /** The part that is being read. */
  private CaseInsensitiveMap<String> head;

  private String name;
  private String fileName;
  private Path file;
  private OutputStream content;
  private long length;
  private int parts;

  FormReading(RoutingContext context, Path folder, ServerLimitsConfig limits) {
    this.context = context;
    this.request = context.request();
    this.folder = folder;
    this.limits = limits;
  }

  void begin() {
    Matcher boundary = BOUNDARY.matcher(request.getHeader(HttpHeaders.CONTENT_TYPE));
    if (!boundary.find()) {
      fail(400, null);
      return;
    }
    String delimiter = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    parser = MultipartParser.beginParse(this, delimiter.getBytes(ISO_8859_1), UTF_8.name());
    if (request.getHeader(HttpHeaders.EXPECT) != null
        && request.version() != HttpVersion.HTTP_1_0) {
      context.response().writeContinue();
    }
    request.exceptionHandler(this::failUnlessWhole);
    request.handler(this::read);
    request.endHandler(end -> finish());
    request.resume();
    context.vertx().setPeriodic(PATIENCE, this::failWhenStalled);
  }

  /** When the connection is closed: that matters no more once all of the form is here. */
  private void failUnlessWhole(Throwable problem) {
    if (!ended) {
      fail(400, problem);
    }
  }

  private void failWhenStalled(long timer) {
    if (!ended && waiting == 0 && request.bytesRead() == bytesBefore) {
      fail(400, null);
    }
    bytesBefore = request.bytesRead();
    if (ended || over) {
      context.vertx().cancelTimer(timer);
    }
  }

  private void read(Buffer bytes) {
    size += bytes.length();
    if (limits.maxBodySize().filter(most -> size > most.asLongValue()).isPresent()) {
      fail(413, null);
    }
    if (over) {
      return;
    }
    waiting += bytes.length();
    if (waiting > MOST_WAITING) {
      request.pause();
    }
    piece = piece.compose(before -> context.vertx().executeBlocking(() -> parse(bytes), false));
    piece.onSuccess(parsed -> makeRoom(bytes.length())).onFailure(this::fail);
  }

  private Void parse(Buffer bytes) throws IOException {
    parser.parse(ByteBuffer.wrap(bytes.getBytes()));
    return null;
  }

  private void makeRoom(int bytes) {
    waiting -= bytes;
    if (!over && waiting <= MOST_WAITING) {
      request.resume();
    }
  }

  private void finish() {
    ended = true;
    if (!over) {
      CurrentCall.of(context).begin();
      piece.onSuccess(parsed -> proceed());
    }
  }

  private void proceed() {
    if (!parser.isComplete()) {
      fail(400, parts == 0 ? new UnusableRequest(FormRules.NO_PARTS) : null);
    } else if (!over) {
      over = true;
      context.fileUploads().addAll(files);
      context.next();
    }
  }

  private void fail(Throwable problem) {
    if (problem instanceof MultipartParser.MalformedMessageException) {
      fail(400, new UnusableRequest(FormRules.NO_PARTS));
    } else {
      boolean ours = problem instanceof IOException || problem instanceof UncheckedIOException;
      fail(ours ? 503 : 400, problem);
    }
  }

  /** Once nobody writes to them any more, what is stored is deleted. */
  private void fail(int status, Throwable problem) {
    if (over) {
      return;
    }
    over = true;
    piece
        .otherwiseEmpty()
        .compose(read -> context.vertx().executeBlocking(this::discard, false))
        .onComplete(
            gone -> {
              if (problem == null) {
                context.fail(status);
              } else {
                context.fail(status, problem);
              }
            });
  }

  private Void discard() throws IOException {
    if (content != null) {
      content.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
    for (StoredPart stored : files) {
      Files.deleteIfExists(stored.file());
    }
    return null;
  }

  @Override
  public void beginPart(CaseInsensitiveMap<String> headers) {
    String disposition = headers.getFirst("Content-Disposition");
    name =
        disposition == null ? null : HeaderUtil.extractQuotedValueFromHeader(disposition, "name");
    if (name == null) {
      throw new IllegalArgumentException("A part has no name");
    }
    if (++parts > limits.maxFormFields()) {
      throw new UnusableRequest("The form has more than %d parts.".formatted(parts - 1));
    }
    FormRules.objection(
            name, headers.getFirst("Content-Transfer-Encoding"), headers.getFirst("Content-Type"))
        .ifPresent(
            sentence -> {
              throw new UnusableRequest(sentence);
            });
    head = headers;
    fileName = HeaderUtil.extractQuotedValueFromHeaderWithEncoding(disposition, "filename");
    length = 0;
    try {
      if (fileName == null) {
        content = new ByteArrayOutputStream();
      } else {
        file = Files.createDirectories(folder).resolve(UUID.randomUUID().toString());
        content = Files.newOutputStream(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void data(ByteBuffer bytes) throws IOException {
    length += bytes.remaining();
    if (fileName == null && length > limits.maxFormAttributeSize().asLongValue()) {
      throw new UnusableRequest(
          "The part %s is a text of more than %d bytes."
              .formatted(Spelling.shown(name), limits.maxFormAttributeSize().asLongValue()));
    }
    Channels.newChannel(content).write(bytes);
  }

  @Override
  public void endPart() {
    try {
      content.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String type = head.getFirst("Content-Type");
    if (fileName == null) {
      String charset =
          type == null ? null : HeaderUtil.extractQuotedValueFromHeader(type, "charset");
      String text =
          ((ByteArrayOutputStream) content)
              .toString(charset == null ? UTF_8 : Charset.forName(charset));
      request.formAttributes().add(name, text);
    } else {
      String coding = head.getFirst("Content-Transfer-Encoding");
      files.add(new StoredPart(name, fileName, type, coding, file, length, context.vertx()));
      file = null;
    }
  }
}
