package dev.clearcut.mock.admin;

import dev.clearcut.mock.clock.EmulatorClock;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;

/** Moves the emulator's time, so that tests need not wait for files to expire. */
@Path("/mock/clock/advance")
@UnlessBuildProfile("prod")
public class ClockResource {

  private final EmulatorClock clock;

  ClockResource(EmulatorClock clock) {
    this.clock = clock;
  }

  /** How far: an ISO 8601 duration such as {@code PT2H}. */
  public record Advance(
      @NotNull(message = "is missing; give a duration such as PT2H") Duration by) {}

  /** The emulator's time. */
  public record Now(Instant now) {}

  @POST
  public Now advance(@Valid @NotNull Advance advance) {
    clock.advance(advance.by());
    return new Now(clock.instant());
  }
}
