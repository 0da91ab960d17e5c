package dev.clearcut.mock.imaging;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The layout of a picture that is put together from tiles of one size.
 *
 * @param rows of tiles
 * @param columns of tiles
 * @param size of the whole; the last row and column of tiles may reach beyond it
 */
record HeifGrid(int rows, int columns, PixelSize size) {
  private static final int WIDE_NUMBERS = 1;

  /**
   * Reads a layout.
   *
   * @param data of a {@code grid} item
   * @throws ImageRejectedException if it is cut short
   */
  static HeifGrid of(byte[] data) {
    ByteBuffer bytes = ByteBuffer.wrap(data);
    try {
      bytes.get(); // version
      int length = (bytes.get() & WIDE_NUMBERS) == 0 ? 2 : 4;
      int rows = (bytes.get() & 0xFF) + 1;
      int columns = (bytes.get() & 0xFF) + 1;
      int width = (int) IsoBox.number(bytes, length);
      int height = (int) IsoBox.number(bytes, length);
      return new HeifGrid(rows, columns, new PixelSize(width, height));
    } catch (BufferUnderflowException e) {
      throw ImageRejectedException.corrupt("has a damaged layout of tiles");
    }
  }

  /**
   * The common size of the tiles.
   *
   * @param tiles row by row
   * @param declared the size of the whole by its item
   * @throws ImageRejectedException if they do not cover the whole, or more than it needs
   */
  PixelSize tileSize(List<HeifItem> tiles, PixelSize declared) {
    if (tiles.size() != rows * columns || !size.equals(declared)) {
      throw ImageRejectedException.corrupt("has a damaged layout of tiles");
    }
    PixelSize tile = tiles.get(0).size();
    boolean alike = tiles.stream().allMatch(item -> item.isCoded() && item.size().equals(tile));
    if (!alike
        || !covers(columns, tile.width(), size.width())
        || !covers(rows, tile.height(), size.height())) {
      throw ImageRejectedException.corrupt("has tiles that do not fit");
    }
    return tile;
  }

  private static boolean covers(int count, int tile, int whole) {
    return (long) count * tile >= whole && (long) (count - 1) * tile < whole;
  }
}
