package dev.clearcut.mock.imaging;

/** One file format's way of laying out its parts. */
interface Container {
  /**
   * The header of the picture.
   *
   * @throws ImageRejectedException if it is damaged, animated or of a kind that is not read
   */
  ImageHeader header();

  /**
   * Checks that the file reaches its own end mark. Decoders fill what is missing with gray and call
   * it a success.
   *
   * @throws ImageRejectedException if the file is cut short
   */
  void requireComplete();
}
