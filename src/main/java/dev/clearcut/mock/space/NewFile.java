package dev.clearcut.mock.space;

import dev.clearcut.mock.imaging.ImageFormat;

/**
 * A file that is to be stored.
 *
 * @param address where it goes
 * @param content its bytes; this hold on them is given away
 * @param format by content
 */
public record NewFile(Address address, HeldFile content, ImageFormat format) {}
