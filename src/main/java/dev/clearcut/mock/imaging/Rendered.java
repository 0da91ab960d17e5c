package dev.clearcut.mock.imaging;

/**
 * A file that was written.
 *
 * @param format its kind
 * @param width in pixels
 * @param height in pixels
 * @param alpha whether it carries transparency
 * @param bytes its length
 */
public record Rendered(ImageFormat format, int width, int height, boolean alpha, long bytes) {}
