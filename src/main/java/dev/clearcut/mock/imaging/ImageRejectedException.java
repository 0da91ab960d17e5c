package dev.clearcut.mock.imaging;

import java.util.OptionalInt;

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

  private static final int NONE = -1;

  private final Reason reason;
  private final int output;

  ImageRejectedException(Reason reason, String message) {
    this(reason, message, NONE);
  }

  private ImageRejectedException(Reason reason, String message, int output) {
    super(message);
    this.reason = reason;
    this.output = output;
  }

  /** The kind of rejection. */
  public Reason reason() {
    return reason;
  }

  /** Which of the outputs asked for cannot be, counted from 0; empty when it is the image. */
  public OptionalInt output() {
    return output == NONE ? OptionalInt.empty() : OptionalInt.of(output);
  }

  /** The same, said of one of several outputs. */
  ImageRejectedException ofOutput(int index) {
    return new ImageRejectedException(reason, getMessage(), index);
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
