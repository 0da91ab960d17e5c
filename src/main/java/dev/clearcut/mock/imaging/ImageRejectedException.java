package dev.clearcut.mock.imaging;

/** An image this package will not work on; the message is a sentence its sender can act on. */
public final class ImageRejectedException extends RuntimeException {
  /** Why an image was rejected. */
  public enum Reason {
    /** The file has no bytes. */
    EMPTY,
    /** Not an image, or a kind of image that is not read here. */
    UNSUPPORTED_FORMAT,
    /** The right kind of file, but damaged or cut short. */
    CORRUPT,
    /** More pixels than are decoded, or more than the output format can hold. */
    TOO_MANY_PIXELS,
    /** More than one picture in time. */
    ANIMATED,
    /** A point that does not lie on the picture. */
    OUTSIDE
  }

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  ImageRejectedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The kind of rejection. */
  public Reason reason() {
    return reason;
  }

  /** For where the format does not matter; the message is "The image file …." */
  static ImageRejectedException corrupt(String what) {
    return new ImageRejectedException(Reason.CORRUPT, "The image file " + what + ".");
  }

  static ImageRejectedException corrupt(ImageFormat format, String what) {
    return new ImageRejectedException(Reason.CORRUPT, "The " + format + " file " + what + ".");
  }

  static ImageRejectedException animated(ImageFormat format) {
    return new ImageRejectedException(
        Reason.ANIMATED, "The " + format + " file is animated; send a single still picture.");
  }
}
