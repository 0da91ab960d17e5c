package dev.clearcut.mock.admin;

import dev.clearcut.mock.clock.Resettable;
import io.quarkus.arc.All;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/** Makes the emulator, or one account of it, as new. */
@Path("/mock/reset")
@UnlessBuildProfile("prod")
public class ResetResource {

  private final List<Resettable> parts;

  ResetResource(@All List<Resettable> parts) {
    this.parts = parts;
  }

  @POST
  public void reset(@RestQuery String account) {
    if (account == null) {
      parts.forEach(Resettable::reset);
    } else {
      parts.forEach(part -> part.reset(account));
    }
  }
}
