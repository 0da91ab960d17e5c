package dev.clearcut.access;

import dev.clearcut.api.AccessApi;
import dev.clearcut.api.model.Me;
import jakarta.annotation.security.RolesAllowed;

/** Who is calling, and what they may do. */
public class MeResource implements AccessApi {

  private final CurrentCaller caller;

  MeResource(CurrentCaller caller) {
    this.caller = caller;
  }

  @Override
  @RolesAllowed(Roles.READER)
  public Me getMe() {
    return new Me(caller.id(), caller.roles());
  }
}
