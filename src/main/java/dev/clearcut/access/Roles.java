package dev.clearcut.access;

/** What a caller may be; each role includes the ones before it. */
public final class Roles {

  /** May read cutouts, their bytes and the presets. */
  public static final String READER = "reader";

  /** May also make and delete cutouts, and so spend credits. */
  public static final String EDITOR = "editor";

  /** May also see usage and metrics, run retention, and have everything told to webhooks. */
  public static final String OPERATOR = "operator";

  private Roles() {}
}
