package dev.clearcut.mock.exchange;

import io.netty.handler.codec.DecoderException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reading of one multipart form, files onto the disk as they come. Unlike the stock handler it
 * does not wait for ever for the rest of a form that ends in the middle of a part.
 */
final class FormReading {

  private static final Pattern BOUNDARY =
      Pattern.compile(
          ";\\s*boundary=(?:\"([^\"]{1,70})\"|([^;,\\s\"]{1,70}))", Pattern.CASE_INSENSITIVE);

  /** Enough to hold the last boundary, and what may follow it. */
  private static final int TAIL = 256;

  /** For files that are not whole although the form is, in milliseconds. */
  private static final long PATIENCE = 5000;

  private static final long SECOND = 1000;

  /** In which nothing happens although all bytes are there, in seconds. */
  private static final int MOST_AT_REST = 3;

  /** In which no byte comes although some are missing, in seconds. */
  private static final int MOST_IN_TRANSIT = 60;

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final File folder;
  private final long limit;
  private final List<StoredPart> parts = new ArrayList<>();
  private SplitLineBreaks lineBreaks;
  private PartHeads heads;
  private Buffer tail = Buffer.buffer();
  private long size;
  private long bytesBefore;
  private int secondsAtRest;
  private long lateness = -1;
  private boolean ended;
  private boolean failed;

  FormReading(RoutingContext context, File folder, long limit) {
    this.context = context;
    this.request = context.request();
    this.folder = folder;
    this.limit = limit;
  }

  void begin() {
    Optional<String> boundary = boundary();
    String expected = request.getHeader(HttpHeaders.EXPECT);
    if (boundary.isEmpty()) {
      fail(400, null);
    } else {
      if (expected != null && request.version() != HttpVersion.HTTP_1_0) {
        context.response().writeContinue();
      }
      read(boundary.get());
    }
  }

  /** When the connection is closed: that matters no more once all of the form is here. */
  private void failUnlessWhole(Throwable problem) {
    if (!ended) {
      fail(400, problem);
    }
  }

  private void read(String boundary) {
    try {
      request.setExpectMultipart(true);
    } catch (DecoderException | IllegalArgumentException unreadable) {
      fail(400, unreadable);
      return;
    }
    lineBreaks = new SplitLineBreaks(boundary);
    heads = new PartHeads(boundary);
    request.uploadHandler(this::store);
    // The decoder sees the bytes before they are counted, and says less of them than PartHeads
    // does.
    request.exceptionHandler(
        problem -> context.vertx().runOnContext(counted -> failUnlessWhole(problem)));
    request.handler(this::count);
    request.endHandler(
        end -> {
          ended = true;
          if (isTerminated(boundary)) {
            CurrentCall.of(context).begin();
            lateness = context.vertx().setTimer(PATIENCE, late -> fail(400, null));
            proceedWhenDone();
          } else {
            fail(400, null);
          }
        });
    request.resume();
    context.vertx().setPeriodic(SECOND, this::failWhenStalled);
  }

  /**
   * Where the decoder throws what nobody expects of it, for example at {@code charset=""}, no
   * handler is called any more, though all bytes are there.
   */
  private void failWhenStalled(long timer) {
    secondsAtRest = request.bytesRead() == bytesBefore ? secondsAtRest + 1 : 0;
    bytesBefore = request.bytesRead();
    boolean complete = announcedSize() > 0 && bytesBefore >= announcedSize();
    if (!ended && secondsAtRest >= (complete ? MOST_AT_REST : MOST_IN_TRANSIT)) {
      fail(400, null);
    }
    if (ended || failed) {
      context.vertx().cancelTimer(timer);
    }
  }

  private boolean isTerminated(String boundary) {
    String end = tail.toString(StandardCharsets.ISO_8859_1);
    String last = "--" + boundary + "--";
    return end.contains("\n" + last) || size == tail.length() && end.startsWith(last);
  }

  private void store(HttpServerFileUpload upload) {
    if (failed) {
      return;
    }
    File target = new File(folder, UUID.randomUUID().toString());
    StoredPart part = new StoredPart(upload, target, context.vertx());
    parts.add(part);
    part.stored().onSuccess(stored -> proceedWhenDone()).onFailure(problem -> fail(503, problem));
  }

  private void count(Buffer bytes) {
    lineBreaks.watch(bytes);
    heads.watch(bytes);
    heads.objection().ifPresent(sentence -> fail(400, new UnusableRequest(sentence)));
    size += bytes.length();
    if (size > limit) {
      fail(413, null);
    }
    tail =
        bytes.length() >= TAIL
            ? bytes.getBuffer(bytes.length() - TAIL, bytes.length())
            : tail.getBuffer(Math.max(0, tail.length() + bytes.length() - TAIL), tail.length())
                .appendBuffer(bytes);
  }

  private void proceedWhenDone() {
    if (ended && !failed && isStored()) {
      context.vertx().cancelTimer(lateness);
      (lineBreaks.seen() ? mend() : Future.succeededFuture())
          .onSuccess(
              whole -> {
                context.fileUploads().addAll(parts);
                context.next();
              })
          .onFailure(problem -> fail(503, problem));
    }
  }

  /** Takes off what the decoder left of line breaks that arrived in two pieces. */
  private Future<?> mend() {
    for (String name : request.formAttributes().names()) {
      List<String> values = request.formAttributes().getAll(name);
      request
          .formAttributes()
          .set(name, values.stream().map(value -> value.replaceFirst("\r$", "")).toList());
    }
    return Future.join(parts.stream().map(StoredPart::dropLastCr).toList());
  }

  private boolean isStored() {
    return parts.stream().allMatch(part -> part.stored().succeeded());
  }

  private void fail(int status, Throwable problem) {
    if (failed) {
      return;
    }
    failed = true;
    context.vertx().cancelTimer(lateness);
    Future.join(parts.stream().map(StoredPart::discard).toList())
        .onComplete(
            gone -> {
              if (problem == null) {
                context.fail(status);
              } else {
                context.fail(status, problem);
              }
            });
  }

  private Optional<String> boundary() {
    Matcher matcher = BOUNDARY.matcher(request.getHeader(HttpHeaders.CONTENT_TYPE));
    return matcher.find()
        ? Optional.ofNullable(matcher.group(1)).or(() -> Optional.of(matcher.group(2)))
        : Optional.empty();
  }

  private long announcedSize() {
    try {
      String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
