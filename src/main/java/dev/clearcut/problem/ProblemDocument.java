package dev.clearcut.problem;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/**
 * Says in the service's document which problems each operation can answer, with an example of each;
 * see {@link CanAnswer}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = ProblemDocument.AFTER_THE_ROOMS)
public class ProblemDocument implements OASFilter {

  /** Lower than that of the filters in which rooms describe their operations. */
  static final int AFTER_THE_ROOMS = 0;

  private static final DotName OPERATION =
      DotName.createSimple("org.eclipse.microprofile.openapi.annotations.Operation");
  private static final String BODY = "application/problem+json";
  private static final List<Problems> OF_EVERY_SECURED_OPERATION =
      List.of(
          Problems.INVALID_REQUEST,
          Problems.NOT_AUTHENTICATED,
          Problems.NOT_ALLOWED,
          Problems.TOO_MANY_REQUESTS);
  private static final String ANY = "Problem";
  private static final String RETRY_AFTER = "RetryAfter";
  private static final String WWW_AUTHENTICATE = "WwwAuthenticate";
  private static final int UNAUTHORIZED = 401;
  private static final Set<Integer> COME_BACK_LATER = Set.of(402, 429, 503);

  private final Map<String, List<Problems>> byOperation = new HashMap<>();
  private final Set<Problems> used = new TreeSet<>();

  /** Those that are somewhere the only ones of their status. */
  private final Set<Problems> alone = new TreeSet<>();

  public ProblemDocument(IndexView classes) {
    for (AnnotationInstance canAnswer : classes.getAnnotations(CanAnswer.class)) {
      byOperation.put(
          canAnswer.target().asMethod().annotation(OPERATION).value("operationId").asString(),
          Arrays.stream(canAnswer.value().asEnumArray()).map(Problems::valueOf).toList());
    }
  }

  @Override
  public Operation filterOperation(Operation operation) {
    Set<Problems> problems =
        new LinkedHashSet<>(byOperation.getOrDefault(operation.getOperationId(), List.of()));
    if (operation.getSecurity() != null) {
      problems.addAll(OF_EVERY_SECURED_OPERATION);
    }
    if (operation.getRequestBody() != null) {
      problems.addAll(
          List.of(Problems.TOO_LARGE, Problems.UNKNOWN_ENCODING, Problems.UNKNOWN_EXPECTATION));
    }
    used.addAll(problems);
    new TreeMap<>(problems.stream().collect(groupingBy(Problems::status)))
        .forEach(
            (status, ofStatus) -> answer(operation.getResponses(), status.toString(), ofStatus));
    operation.getResponses().addAPIResponse("default", reference(ANY));
    return operation;
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Components components = document.getComponents();
    components.addResponse(
        ANY, response("Any other problem (RFC 9457): what is wrong, and what to do.", List.of()));
    components.addHeader(
        RETRY_AFTER,
        header(SchemaType.INTEGER, "Seconds after which the same request may succeed."));
    components.addHeader(
        WWW_AUTHENTICATE, header(SchemaType.STRING, "How to show who you are (RFC 9110)."));
    for (Problems problem : alone) {
      components.addResponse(name(problem), response(List.of(problem)));
    }
    for (Problems problem : used) {
      components.addExample(
          name(problem),
          OASFactory.createExample().summary(problem.title()).value(ProblemExamples.of(problem)));
    }
  }

  private void answer(APIResponses answers, String status, List<Problems> problems) {
    APIResponse known = answers.getAPIResponse(status);
    if (known != null && known.getHeaders() != null) {
      APIResponse response = response(problems);
      known.getHeaders().forEach(response::addHeader);
      answers.addAPIResponse(status, response);
    } else if (problems.size() > 1) {
      answers.addAPIResponse(status, response(problems));
    } else {
      alone.addAll(problems);
      answers.addAPIResponse(status, reference(name(problems.get(0))));
    }
  }

  private static APIResponse response(List<Problems> problems) {
    return response(
        problems.stream().map(Problems::title).collect(joining("; ", "", ".")), problems);
  }

  private static APIResponse response(String description, List<Problems> problems) {
    MediaType body =
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/HttpProblem"));
    for (Problems problem : problems) {
      body.addExample(
          problem.word(), OASFactory.createExample().ref("#/components/examples/" + name(problem)));
    }
    APIResponse response =
        OASFactory.createAPIResponse()
            .description(description)
            .content(OASFactory.createContent().addMediaType(BODY, body));
    Set<Integer> statuses = problems.stream().map(Problems::status).collect(toSet());
    if (statuses.stream().anyMatch(COME_BACK_LATER::contains)) {
      response.addHeader("Retry-After", header(RETRY_AFTER));
    }
    if (statuses.contains(UNAUTHORIZED)) {
      response.addHeader("WWW-Authenticate", header(WWW_AUTHENTICATE));
    }
    return response;
  }

  private static Header header(String component) {
    return OASFactory.createHeader().ref("#/components/headers/" + component);
  }

  private static Header header(SchemaType type, String description) {
    return OASFactory.createHeader()
        .description(description)
        .schema(OASFactory.createSchema().addType(type));
  }

  private static APIResponse reference(String response) {
    return OASFactory.createAPIResponse().ref("#/components/responses/" + response);
  }

  /** {@code InvalidRequest}. */
  private static String name(Problems problem) {
    return Arrays.stream(problem.name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(joining());
  }
}
