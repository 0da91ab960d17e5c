package dev.clearcut.download;

import java.io.InputStream;

/**
 * Bytes to send, with what the headers say of them.
 *
 * @param size in bytes
 * @param tag names the bytes, such as their SHA-256: under one tag they never change
 */
public record Download(String mediaType, String fileName, long size, String tag, Opener bytes) {

  /** Opens a part of the bytes; nothing is read before. */
  public interface Opener {

    /**
     * Whoever gets the stream closes it. A stream that fails, or ends too early, ends the
     * connection: the client sees that bytes are missing.
     */
    InputStream open(long offset, long length);
  }

  /** Whether a browser can show it. */
  boolean isPicture() {
    return mediaType.startsWith("image/");
  }
}
