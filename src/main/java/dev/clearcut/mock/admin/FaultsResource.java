package dev.clearcut.mock.admin;

import dev.clearcut.mock.fault.ActiveFault;
import dev.clearcut.mock.fault.Fault;
import dev.clearcut.mock.fault.Faults;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Failures on demand. */
@Path("/mock/faults")
@UnlessBuildProfile("prod")
public class FaultsResource {

  private final Faults faults;
  private final AdminJson json;

  FaultsResource(Faults faults, AdminJson json) {
    this.faults = faults;
    this.json = json;
  }

  /** The faults there are, oldest first. */
  public record Listing(List<ActiveFault> faults) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public RestResponse<ActiveFault> add(String body) {
    Fault fault = json.read(body, Fault.class);
    AdminProblems.badAccount(fault.account())
        .ifPresent(
            sentence -> {
              throw AdminProblems.invalid(sentence);
            });
    try {
      ActiveFault added = faults.add(fault);
      return RestResponse.ResponseBuilder.<ActiveFault>created(
              URI.create("/mock/faults/" + added.id()))
          .entity(added)
          .build();
    } catch (IllegalArgumentException e) {
      throw AdminProblems.invalid(e.getMessage());
    }
  }

  @GET
  public Listing list() {
    return new Listing(faults.all());
  }

  @GET
  @Path("/{id}")
  public ActiveFault get(@RestPath String id) {
    return faults.all().stream()
        .filter(fault -> fault.id().equals(id))
        .findFirst()
        .orElseThrow(() -> unknown(id));
  }

  @DELETE
  public void clear(@RestQuery String account) {
    if (account == null) {
      faults.reset();
    } else {
      faults.reset(account);
    }
  }

  @DELETE
  @Path("/{id}")
  public void remove(@RestPath String id) {
    if (!faults.remove(id)) {
      throw unknown(id);
    }
  }

  private static RuntimeException unknown(String id) {
    return AdminProblems.notFound("There is no fault \"" + id + "\"; it may have expired.");
  }
}
