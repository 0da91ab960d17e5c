package dev.clearcut.harness;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The emulator's clock. It is the same for all accounts. */
public final class EmulatorClock {

  private final Admin admin;
  private final boolean own;

  EmulatorClock(Admin admin, boolean own) {
    this.admin = admin;
    this.own = own;
  }

  /** The time there. */
  public Instant now() {
    return Instant.parse(admin.get("/mock/clock").path("now").asText());
  }

  /**
   * Moves time forward.
   *
   * @throws IllegalStateException when others use this emulator too, whose files would expire
   */
  public void advance(Duration by) {
    if (!own) {
      throw new IllegalStateException(
          "Other tests use this emulator too, and its clock is the same for all of them. Ask for"
              + " one of your own: @InjectEmulator(own = true).");
    }
    admin.send("POST", "/mock/clock/advance", Map.of("by", by.toString()));
  }
}
