package dev.clearcut.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.access.CurrentCaller;
import dev.clearcut.problem.Problems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status.Family;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Honours {@code Idempotency-Key} as the IETF draft has it: the first request with a key is carried
 * out, the same one again is answered the same, another one is refused. Keys belong to their
 * caller: an API key and a token of the same name are two callers, and all who come without either,
 * where access is open, are one. Only success is kept; after a failure the key is free, so that the
 * same request may be tried again.
 */
@ApplicationScoped
public class IdempotentRequests {

  private static final String HEADER = "Idempotency-Key";

  /** Says, in an answer, that it is that of an earlier request. */
  public static final String REPLAYED = "Idempotency-Replayed";

  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");
  private static final Duration COME_BACK = Duration.ofSeconds(2);

  private final StoredAnswers answers;
  private final CurrentCaller caller;
  private final ObjectMapper json;

  IdempotentRequests(StoredAnswers answers, CurrentCaller caller, ObjectMapper json) {
    this.answers = answers;
    this.caller = caller;
    this.json = json;
  }

  /**
   * Carries the work out, or answers as it was answered before.
   *
   * @param header the key by the lines in which it was sent; empty when there is none
   * @param request everything that makes the request what it is; may be long
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when it is no key, 409 when the first
   *     request has not ended, 422 when the key was used for another one
   */
  public Response once(List<String> header, RepeatableRequest request, Supplier<Response> work) {
    if (header.isEmpty()) {
      return work.get();
    }
    String key = String.join(",", header);
    if (!KEY.matcher(key).matches()) {
      throw Problems.INVALID_REQUEST.with(
          HEADER + " must be 1 to 255 visible ASCII characters, for example a UUID.");
    }
    String id = DigestUtils.sha256Hex(caller.id() + "\n" + key);
    String lock = UUID.randomUUID().toString();
    String fingerprint = request.fingerprint();
    return Optional.ofNullable(answers.begin(id, fingerprint, lock))
        .map(first -> replay(first, fingerprint))
        .orElseGet(() -> first(id, lock, work));
  }

  private static Response replay(IdempotencyKeyEntity first, String fingerprint) {
    if (!first.fingerprint.equals(fingerprint)) {
      throw Problems.IDEMPOTENCY_KEY_REUSED.with(
          HEADER + " was used before for another request. Use a new key for a new request.");
    }
    if (first.status == null) {
      throw Problems.IDEMPOTENCY_KEY_IN_USE.with(
          "The first request with this "
              + HEADER
              + " has not ended yet. Send the same request again.",
          COME_BACK);
    }
    Response.ResponseBuilder response =
        Response.status(first.status)
            .type(MediaType.APPLICATION_JSON_TYPE)
            .header(REPLAYED, true)
            .entity(first.body);
    return first.location == null
        ? response.build()
        : response.location(URI.create(first.location)).build();
  }

  private Response first(String id, String lock, Supplier<Response> work) {
    boolean kept = false;
    try {
      Response response = work.get();
      kept = keep(id, lock, response);
      return response;
    } finally {
      if (!kept) {
        answers.forget(id, lock);
      }
    }
  }

  private boolean keep(String id, String lock, Response response) {
    if (response.getStatusInfo().getFamily() != Family.SUCCESSFUL) {
      return false;
    }
    try {
      String body = json.writeValueAsString(response.getEntity());
      if (body.length() > StoredAnswers.LONGEST_BODY) {
        return false;
      }
      answers.answered(id, lock, response.getStatus(), response.getLocation(), body);
      return true;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the answer as JSON", e);
    }
  }
}
