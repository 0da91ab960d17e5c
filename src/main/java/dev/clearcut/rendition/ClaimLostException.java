package dev.clearcut.rendition;

/**
 * Somebody else has claimed the rendition in the meantime, or it was deleted: stop working on it.
 */
class ClaimLostException extends RuntimeException {

  ClaimLostException(String renditionId) {
    super("The claim on rendition " + renditionId + " is lost");
  }
}
