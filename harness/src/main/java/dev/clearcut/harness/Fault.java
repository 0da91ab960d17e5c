package dev.clearcut.harness;

import com.fasterxml.jackson.databind.JsonNode;

/** A fault that is in force at the emulator. */
public final class Fault {

  private final Admin admin;
  private final String id;

  Fault(Admin admin, String id) {
    this.admin = admin;
    this.id = id;
  }

  /** Its name, which is also in the calls that it hit. */
  public String id() {
    return id;
  }

  /** How many calls it matched so far. */
  public int matched() {
    return state().path("matched").asInt();
  }

  /** How many calls it hit so far. */
  public int fired() {
    return state().path("fired").asInt();
  }

  /** Takes it back. */
  public void remove() {
    admin.delete(path());
  }

  private JsonNode state() {
    return admin.get(path());
  }

  private String path() {
    return "/mock/faults/" + id;
  }

  @Override
  public String toString() {
    return "fault " + id;
  }
}
