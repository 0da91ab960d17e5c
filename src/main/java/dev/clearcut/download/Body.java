package dev.clearcut.download;

import java.io.InputStream;

/**
 * What {@link BodyWriter} sends.
 *
 * @param length how many bytes have to come; the head of the answer says so
 */
record Body(InputStream bytes, long length) {}
