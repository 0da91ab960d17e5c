package dev.clearcut.mock.space;

import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.imaging.ImageFormat;
import java.util.EnumSet;
import java.util.Set;

/** The three generations of the vendor's API, by what each takes in and how it refuses the rest. */
public enum Dialect {
  KEY(
      EnumSet.allOf(ImageFormat.class),
      Sentence.INVALID_IMAGE_FORMAT,
      Sentence.FILE_NOT_FOUND_AT_KEY),
  PATH(
      EnumSet.complementOf(EnumSet.of(ImageFormat.HEIC)),
      Sentence.INVALID_IMAGE_FORMAT,
      Sentence.FILE_NOT_FOUND_AT_PATH),
  FILENAME(
      EnumSet.of(ImageFormat.PNG, ImageFormat.JPEG, ImageFormat.WEBP),
      Sentence.INVALID_IMAGE_FORMAT_REFERENCE,
      Sentence.UNIQUE_FILENAME_NOT_FOUND);

  private final Set<ImageFormat> inputs;
  private final Sentence invalidFormat;
  private final Sentence notFound;

  Dialect(Set<ImageFormat> inputs, Sentence invalidFormat, Sentence notFound) {
    this.inputs = inputs;
    this.invalidFormat = invalidFormat;
    this.notFound = notFound;
  }

  /** Whether photos of this format can be uploaded and processed. */
  boolean takes(ImageFormat format) {
    return inputs.contains(format);
  }

  Sentence invalidFormat() {
    return invalidFormat;
  }

  /** What is said when an input is named that is not there. */
  public Sentence notFound() {
    return notFound;
  }
}
