package dev.clearcut.download;

import dev.clearcut.download.ByteRange.NotSatisfiableException;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Sends bytes as RFC 9110 has it: a strong tag, 304 for who has them already, one range at a time.
 * Bytes may be kept but not without asking: they never change, but they may be deleted.
 */
@ApplicationScoped
public class Downloads {

  private static final Pattern COMMA = Pattern.compile(",");

  private final Request request;
  private final UriInfo uri;

  /**
   * @param request at hand
   * @param uri of the request at hand
   */
  Downloads(Request request, UriInfo uri) {
    this.request = request;
    this.uri = uri;
  }

  /** All of it, a part, or nothing new. Headers come by the lines in which they were sent. */
  public Response send(
      Download content, List<String> range, List<String> ifRange, List<String> ifNoneMatch) {
    EntityTag tag = new EntityTag(content.tag());
    Optional<ResponseBuilder> instead = instead(tag, ifNoneMatch);
    if (instead.isPresent()) {
      return instead.get().tag(tag).build();
    }
    Optional<ByteRange> wanted = range(content, range, ifRange, tag);
    ResponseBuilder response =
        wanted.isPresent()
            ? part(content, wanted.get())
            : all(content).entity(body(content, 0, content.size()));
    return describe(response, content, tag).build();
  }

  /** What {@link #send} would answer to a request for all of it, without the bytes. */
  public Response headers(Download content, List<String> ifNoneMatch) {
    EntityTag tag = new EntityTag(content.tag());
    return instead(tag, ifNoneMatch)
        .map(answer -> answer.tag(tag))
        .orElseGet(() -> describe(all(content), content, tag))
        .build();
  }

  /** What the preconditions have us answer: 304 or 412. */
  private Optional<ResponseBuilder> instead(EntityTag tag, List<String> known) {
    if (known.isEmpty()) {
      return Optional.ofNullable(request.evaluatePreconditions(tag));
    }
    return known.stream().flatMap(COMMA::splitAsStream).anyMatch(one -> isSame(one.strip(), tag))
        ? Optional.of(Response.notModified())
        : Optional.empty();
  }

  /** Weakly compared, as RFC 9110 wants it here: caches and proxies weaken tags. */
  private static boolean isSame(String known, EntityTag tag) {
    return known.equals("*") || known.replaceFirst("^W/", "").equals("\"" + tag.getValue() + "\"");
  }

  private static ResponseBuilder all(Download content) {
    return Response.ok().header(HttpHeaders.CONTENT_LENGTH, content.size());
  }

  private static ResponseBuilder part(Download content, ByteRange range) {
    return Response.status(Status.PARTIAL_CONTENT)
        .header("Content-Range", range.of(content.size()))
        .header(HttpHeaders.CONTENT_LENGTH, range.length())
        .entity(body(content, range.first(), range.length()));
  }

  private static Body body(Download content, long offset, long length) {
    return new Body(content.bytes().open(offset, length), length);
  }

  private ResponseBuilder describe(ResponseBuilder response, Download content, EntityTag tag) {
    // As a parameter of the resource it would be null without a value.
    boolean download = !content.isPicture() || uri.getQueryParameters().containsKey("download");
    return response
        .tag(tag)
        .type(content.mediaType())
        .header("Accept-Ranges", "bytes")
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(download, content.fileName()));
  }

  /**
   * Names the file (RFC 6266), safe whatever the name.
   *
   * @param download whether a browser is to save it instead of showing it
   */
  private static String disposition(boolean download, String fileName) {
    String ascii = fileName.replaceAll("[^A-Za-z0-9 ._()-]", "_");
    String header = (download ? "attachment" : "inline") + "; filename=\"%s\"".formatted(ascii);
    return ascii.equals(fileName) ? header : header + "; filename*=UTF-8''" + encoded(fileName);
  }

  /** Percent-encoded as RFC 8187 has it, where a space is no plus. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }

  /** A range is of the bytes that the caller knows, if {@code If-Range} names any. */
  private static Optional<ByteRange> range(
      Download content, List<String> range, List<String> known, EntityTag tag) {
    if (!known.isEmpty() && !String.join(",", known).strip().equals("\"" + tag.getValue() + "\"")) {
      return Optional.empty();
    }
    try {
      return ByteRange.of(String.join(",", range), content.size());
    } catch (NotSatisfiableException e) {
      throw beyondTheEnd(content.size());
    }
  }

  private static HttpProblem beyondTheEnd(long size) {
    return Problems.RANGE_NOT_SATISFIABLE
        .builder("The range begins beyond the end: there are %d bytes.".formatted(size))
        .withHeader("Content-Range", "bytes */" + size)
        .build();
  }
}
