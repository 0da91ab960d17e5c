package dev.clearcut.mock.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.mock.exchange.AfterWork;
import dev.clearcut.mock.exchange.Call;
import dev.clearcut.mock.exchange.CurrentCall;
import dev.clearcut.mock.exchange.ErrorBody;
import dev.clearcut.mock.exchange.ObjectNames;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Faults that strike after the work was done and paid. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class AfterFaults implements AfterWork {

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

  @Override
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
      response.setEntity(
          BadlySent.of(
              call,
              fault,
              response.getStatus(),
              response.getStringHeaders(),
              response.getEntity()));
    }
  }
}
