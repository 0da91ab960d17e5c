package dev.clearcut.mock.admin;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.clearcut.mock.clock.EmulatorClock;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;

/** Moves the emulator's time, so that tests need not wait for files to expire. */
@Path("/mock/clock")
@UnlessBuildProfile("prod")
public class ClockResource {

  private static final Duration LONGEST = Duration.ofDays(366);

  private final EmulatorClock clock;
  private final AdminJson json;

  ClockResource(EmulatorClock clock, AdminJson json) {
    this.clock = clock;
    this.json = json;
  }

  /** How far: an ISO 8601 duration such as {@code PT2H}. */
  public record Advance(@JsonFormat(shape = JsonFormat.Shape.STRING) Duration by) {

    /** Checks that time goes forward, and not out of all bounds. */
    public Advance {
      if (by == null || by.isNegative() || by.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "by must be a duration such as PT2H, from 0 to 366 days, but is " + by + ".");
      }
    }
  }

  /** The emulator's time. */
  public record Now(Instant now) {}

  @GET
  public Now get() {
    return new Now(clock.instant());
  }

  @POST
  @Path("/advance")
  @Consumes(MediaType.APPLICATION_JSON)
  public Now advance(String body) {
    clock.advance(json.read(body, Advance.class).by());
    return new Now(clock.instant());
  }
}
