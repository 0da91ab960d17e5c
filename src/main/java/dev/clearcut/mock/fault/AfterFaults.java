package dev.clearcut.mock.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.mock.call.Call;
import dev.clearcut.mock.call.CurrentCall;
import dev.clearcut.mock.call.ObjectNames;
import dev.clearcut.mock.wire.ErrorBody;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Faults that strike after the work was done and paid. */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class AfterFaults {

  private final Faults faults;
  private final Substitutes substitutes;
  private final CurrentCall current;
  private final ErrorBody errors;
  private final ObjectMapper json;

  AfterFaults(
      Faults faults,
      Substitutes substitutes,
      CurrentCall current,
      ErrorBody errors,
      ObjectMapper json) {
    this.faults = faults;
    this.substitutes = substitutes;
    this.current = current;
    this.errors = errors;
    this.json = json;
  }

  /**
   * Replaces the answer to a call that succeeded, if a fault strikes.
   *
   * @return how long the answer is to be held; empty for not at all
   */
  public Optional<Duration> strike(Call call, ContainerResponseContext response) {
    if (response.getEntity() != null && !(response.getEntity() instanceof Path)) {
      JsonNode answer = json.valueToTree(response.getEntity());
      call.objects(ObjectNames.in(answer));
    }
    Optional<Fault> struck =
        Working.fault(current.context())
            .filter(chosenOnArrival -> chosenOnArrival.phase() == Phase.AFTER)
            .or(() -> faults.strike(Phase.AFTER, call));
    struck.ifPresent(fault -> apply(fault, call, response));
    return struck.map(Fault::hold).filter(hold -> !hold.isZero());
  }

  private void apply(Fault fault, Call call, ContainerResponseContext response) {
    substitutes.apply(fault, call);
    substitutes.answer(fault, call).ifPresent(error -> errors.replace(response, error));
    if (fault.transport() != null) {
      response.setEntity(badlySent(call, fault, response));
    }
  }

  private static BadlySent badlySent(Call call, Fault fault, ContainerResponseContext response) {
    Map<String, String> headers = new LinkedHashMap<>();
    response.getStringHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    headers.putIfAbsent(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
    return new BadlySent(call, fault, response.getStatus(), headers, response.getEntity());
  }
}
