package dev.clearcut.cutout;

import dev.clearcut.cutout.ByteRange.NotSatisfiableException;
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
class ContentSender {

  private static final Pattern COMMA = Pattern.compile(",");

  /** All of it, a part, or nothing new. */
  Response send(Content content, Request request, HttpHeaders headers, UriInfo uri) {
    EntityTag tag = new EntityTag(content.sha256());
    Optional<ResponseBuilder> instead = instead(tag, request, headers);
    if (instead.isPresent()) {
      return instead.get().tag(tag).build();
    }
    Optional<ByteRange> range = range(content, headers, tag);
    ResponseBuilder response =
        range.isPresent() ? part(content, range.get()) : all(content).entity(bytes(content));
    return describe(response, content, tag, uri).build();
  }

  /** What {@link #send} would answer to a request for all of it, without the bytes. */
  Response headers(Content content, Request request, HttpHeaders headers, UriInfo uri) {
    EntityTag tag = new EntityTag(content.sha256());
    return instead(tag, request, headers)
        .map(answer -> answer.tag(tag))
        .orElseGet(() -> describe(all(content), content, tag, uri))
        .build();
  }

  /** What the preconditions have us answer: 304 or 412. */
  private static Optional<ResponseBuilder> instead(
      EntityTag tag, Request request, HttpHeaders headers) {
    List<String> known = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
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

  private static ResponseBuilder all(Content content) {
    return Response.ok().header(HttpHeaders.CONTENT_LENGTH, content.size());
  }

  private static Object bytes(Content content) {
    return content.bytes().open(0, content.size());
  }

  private static ResponseBuilder part(Content content, ByteRange range) {
    return Response.status(Status.PARTIAL_CONTENT)
        .header("Content-Range", range.of(content.size()))
        .header(HttpHeaders.CONTENT_LENGTH, range.length())
        .entity(content.bytes().open(range.first(), range.length()));
  }

  private static ResponseBuilder describe(
      ResponseBuilder response, Content content, EntityTag tag, UriInfo uri) {
    boolean download = uri.getQueryParameters().containsKey("download");
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
  private static Optional<ByteRange> range(Content content, HttpHeaders headers, EntityTag tag) {
    String known = headers.getHeaderString("If-Range");
    if (known != null && !known.strip().equals("\"" + tag.getValue() + "\"")) {
      return Optional.empty();
    }
    try {
      return ByteRange.of(headers.getHeaderString("Range"), content.size());
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
