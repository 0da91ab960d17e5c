package dev.clearcut.cli;

/** The service has answered with a problem (RFC 9457) that sending the same again does not mend. */
final class Refusal extends RuntimeException {

  private final int status;

  /**
   * @param detail the service's own sentence, which says what to do
   */
  Refusal(int status, String detail) {
    super(detail);
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Whether it is about this one photo, so that the others can go on. */
  boolean isOfThePhoto() {
    return status == 400 || status == 409 || status == 413 || status == 415 || status == 422;
  }

  /** What to say when nothing can go on after it. */
  Stop stop() {
    return switch (status) {
      case 401, 403 ->
          new Stop(
              getMessage()
                  + " Put the API key into the variable CLEARCUT_API_KEY, or into a file for"
                  + " --api-key-file; it needs the role \"editor\".");
      case 402 -> new Stop(Stop.Exit.NO_CREDITS, getMessage());
      default -> new Stop(getMessage());
    };
  }
}
