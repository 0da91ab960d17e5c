package dev.clearcut.document;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.problem.Problems;
import dev.clearcut.strict.DescribedCalls;
import dev.clearcut.strict.DescribedCalls.Part;
import dev.clearcut.strict.FormRules;
import dev.clearcut.strict.RequestHead;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jboss.resteasy.reactive.server.multipart.FormValue;

/**
 * Refuses what comes with a call and is not in the service's document: a typing error must not cost
 * credits. What is known is read from the document that is served, so no operation has to say it
 * again.
 */
class StrictRequests {

  private static final String NOTHING = " Nothing was done.";
  private static final String NO_CHARACTER = "%00";

  private final DescribedCalls calls;

  StrictRequests(ObjectMapper json) {
    try (InputStream file = StrictRequests.class.getResourceAsStream(DocumentRoute.JSON)) {
      calls = new DescribedCalls(json.readTree(file));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + DocumentRoute.JSON, e);
    }
  }

  /** An empty header {@code Accept} counts as none: Quarkus would answer 500. */
  @ServerRequestFilter
  void takeAnyAnswerWhereNoneIsNamed(ContainerRequestContext call) {
    String accept = call.getHeaderString(HttpHeaders.ACCEPT);
    if (accept != null && accept.isBlank()) {
      call.getHeaders().putSingle(HttpHeaders.ACCEPT, MediaType.WILDCARD);
    }
  }

  /** Where a call takes a form or JSON, Quarkus would answer 500 to what is no type at all. */
  @ServerRequestFilter(preMatching = true)
  void checkContentType(ContainerRequestContext call, RoutingContext context) {
    String type = call.getHeaderString(HttpHeaders.CONTENT_TYPE);
    if (type != null && calls.takesForm(call.getMethod(), path(call, context))) {
      try {
        MediaType.valueOf(type);
      } catch (IllegalArgumentException none) {
        refuse(
            Optional.of(
                "Content-Type is no media type. Send multipart/form-data or application/json."));
      }
    }
  }

  /** Nothing has a name with that character in it, and PostgreSQL takes no text with it. */
  @ServerRequestFilter
  void checkPath(ContainerRequestContext call, RoutingContext context) {
    if (path(call, context).contains(NO_CHARACTER)) {
      throw Problems.NO_SUCH_RESOURCE.with(
          "Nothing has the character U+0000 in its name. Leave %s out of the path."
              .formatted(NO_CHARACTER));
    }
  }

  @ServerRequestFilter
  void checkParameters(ContainerRequestContext call, RoutingContext context) {
    refuse(
        calls.objection(
            call.getMethod(),
            path(call, context),
            call.getUriInfo().getQueryParameters(),
            RequestHead.hasBody(context.request())));
  }

  /** The parts of the form, which has been read; {@code preset[]} becomes {@code preset}. */
  @StrictForm
  @WithFormRead
  @ServerRequestFilter
  void checkForm(ContainerRequestContext call, RoutingContext context) {
    if (!calls.takesForm(call.getMethod(), path(call, context))) {
      return;
    }
    FormData form = CurrentRequestManager.get().getFormData();
    List<Part> parts = new ArrayList<>();
    for (String name : names(form)) {
      for (FormValue value : form.get(name)) {
        refuse(
            FormRules.objection(
                name,
                value.getHeaders().getFirst("Content-Transfer-Encoding"),
                value.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE)));
        parts.add(new Part(name, value.isFileItem()));
      }
    }
    if (parts.isEmpty()) {
      refuse(Optional.of(FormRules.NO_PARTS));
    }
    refuse(calls.objection(call.getMethod(), path(call, context), parts));
    rename(call, context, form);
  }

  private void rename(ContainerRequestContext call, RoutingContext context, FormData form) {
    for (String name : names(form)) {
      String meant = calls.name(call.getMethod(), path(call, context), name);
      if (!meant.equals(name)) {
        form.remove(name).forEach(value -> form.add(meant, value.getValue()));
      }
    }
  }

  private static List<String> names(FormData form) {
    List<String> names = new ArrayList<>();
    if (form != null) {
      form.forEach(names::add);
    }
    return names;
  }

  private static void refuse(Optional<String> objection) {
    objection.ifPresent(
        sentence -> {
          throw Problems.INVALID_REQUEST.with(sentence + NOTHING);
        });
  }

  /** As it was sent, below the root path of the application. */
  private static String path(ContainerRequestContext call, RoutingContext context) {
    String root = call.getUriInfo().getBaseUri().getRawPath().replaceFirst("/$", "");
    String path = context.request().path();
    return path.startsWith(root) ? path.substring(root.length()) : path;
  }
}
