package dev.clearcut.cutout;

import java.io.InputStream;

/**
 * Bytes to send, with what the headers say of them.
 *
 * @param sha256 names the bytes: they never change
 */
record BytesToSend(String mediaType, String fileName, long size, String sha256, Opener bytes) {

  /** Opens a part of the bytes; nothing is read before. */
  interface Opener {
    InputStream open(long offset, long length);
  }
}
