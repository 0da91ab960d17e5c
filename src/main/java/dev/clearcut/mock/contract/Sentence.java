package dev.clearcut.mock.contract;

/**
 * What the vendor says when it refuses. The words are not here: each constant names an example of
 * the contract ({@code INVALID_IMAGE_FORMAT} is {@code #/components/examples/InvalidImageFormat}).
 */
public enum Sentence {
  INVALID_IMAGE_FORMAT(400),
  INVALID_IMAGE_FORMAT_REFERENCE(400),
  TRANSPARENT_JPEG(400),
  TRANSPARENT_JPG(400),
  INVALID_EXPIRY(400),
  SPACE_FULL(400),
  MALFORMED_JSON(400),
  MISSING_IMAGE(400),
  MISSING_SIGNED_REQUEST(400),
  UNAUTHORIZED(401),
  UNAUTHORIZED_BEARER(401),
  SIGNED_REQUEST_REJECTED(401),
  INSUFFICIENT_CREDITS(402),
  FILE_NOT_FOUND_AT_KEY(404),
  FILE_NOT_FOUND_AT_PATH(404),
  UNIQUE_FILENAME_NOT_FOUND(404),
  PUBLIC_FILE_NOT_FOUND(404),
  RATE_LIMITED(429),
  RATE_LIMITED_REFERENCE(429),
  UNEXPECTED(500),
  COMING_SOON(501),
  OVERLOADED(503);

  private final int status;

  Sentence(int status) {
    this.status = status;
  }

  int status() {
    return status;
  }

  /** Name of the contract's example: the constant's words in Pascal case. */
  String example() {
    StringBuilder name = new StringBuilder();
    for (String word : name().split("_")) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase());
    }
    return name.toString();
  }
}
