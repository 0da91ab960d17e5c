package dev.clearcut.mock.space;

import dev.clearcut.mock.imaging.ImageFormat;
import java.nio.file.Path;

/**
 * A file that is to be stored.
 *
 * @param address where it goes
 * @param content its bytes, which are taken over
 * @param format by content
 */
public record NewFile(Address address, Path content, ImageFormat format) {}
