package dev.clearcut.mock.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Image files that are damaged, or lie about themselves. */
public final class HostileImages {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** Where most formats say what they are and how large. */
  private static final int HEAD = 64;

  private HostileImages() {}

  /** A good file with some octets changed, left out, put in or moved, in many ways. */
  public static List<byte[]> mutations(byte[] good, int count, Random random) {
    List<byte[]> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(mutate(good, random));
    }
    return all;
  }

  private static byte[] mutate(byte[] good, Random random) {
    int reach = random.nextBoolean() ? good.length : Math.min(good.length, 8 * HEAD);
    int place = random.nextInt(reach);
    byte[] bad = good.clone();
    switch (random.nextInt(6)) {
      case 0 -> bad[place] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        for (int i = 0; i < 10; i++) {
          bad[random.nextInt(reach)] = (byte) random.nextInt(256);
        }
      }
      case 2 -> bad = Arrays.copyOf(bad, place);
      case 3 -> {
        byte[] more = new byte[1 + random.nextInt(32)];
        random.nextBytes(more);
        bad = concat(Arrays.copyOf(bad, place), more, Arrays.copyOfRange(bad, place, bad.length));
      }
      case 4 -> {
        int end = Math.min(bad.length, place + 1 + random.nextInt(32));
        bad = concat(Arrays.copyOf(bad, place), Arrays.copyOfRange(bad, end, bad.length));
      }
      default -> {
        byte extreme = (byte) (random.nextBoolean() ? 0xFF : 0x00);
        Arrays.fill(bad, place, Math.min(bad.length, place + 4), extreme);
      }
    }
    return bad;
  }

  /** PNG files that are whole and wrong. */
  public static Map<String, byte[]> pngs() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put("a bomb of 30000 x 30000", bomb(30_000, 30_000));
    all.put("a bomb of 60000 x 800, within the limit of pixels", bomb(60_000, 800));
    all.put("gigantic", png(header(Integer.MAX_VALUE, Integer.MAX_VALUE, 8, 6)));
    all.put("of unsigned size", png(header(-1, -1, 8, 6)));
    all.put("gigantic by overflow", png(header(65_536, 65_536, 8, 6)));
    all.put("without width", png(header(0, 8, 8, 6)));
    all.put("without height", png(header(8, 0, 8, 6)));
    all.put("of no known depth", png(header(8, 8, 3, 6)));
    all.put("of no known colours", png(header(8, 8, 8, 7)));
    all.put("without pixels", png(header(8, 8, 8, 6)));
    all.put(
        "animated", png(header(8, 8, 8, 6), chunk("acTL", new byte[] {0, 0, 0, 2, 0, 0, 0, 0})));
    all.put("of one long line", bomb(50_000_000, 1));
    all.put("of one long column", bomb(1, 5_000_000));
    all.put("without header", png());
    all.put("with two headers", png(header(8, 8, 8, 6), header(9, 9, 8, 6)));
    all.put("with a palette of nothing", png(header(8, 8, 8, 3), chunk("PLTE")));
    all.put(
        "with a large text", png(header(8, 8, 8, 6), chunk("zTXt", packed(new byte[20_000_000]))));
    all.put(
        "with a large profile",
        png(header(8, 8, 8, 6), chunk("iCCP", packed(new byte[20_000_000]))));
    all.put("of 100000 chunks", png(many(100_000)));
    return all;
  }

  /** Files that are too short to be anything, or begin as an image does and are none. */
  public static Map<String, byte[]> beginnings() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    Map<String, String> marks =
        Map.of(
            "JPEG", "\u00ff\u00d8\u00ff\u00e0",
            "JPEG's end", "\u00ff\u00d8\u00ff\u00d9",
            "WebP", "RIFF\u00ff\u00ff\u00ff\u00ffWEBPVP8 ",
            "WebP lossless", "RIFF\0\0\0\0WEBPVP8L",
            "WebP extended",
                "RIFF\u0012\0\0\0WEBPVP8X\n\0\0\0\u0002\0\0\0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
            "AVIF", "\0\0\0\u0010ftypavif\0\0\0\0",
            "HEIC", "\0\0\0\u0010ftypheic\0\0\0\0",
            "HEIC with a meta box without end",
                "\0\0\0\u0010ftypheic\0\0\0\0\0\0\0\1meta\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
            "HEIC with a box of no size", "\0\0\0\u0010ftypheic\0\0\0\0\0\0\0\0meta",
            "GIF", "GIF89a\1\0\1\0\0\0\0;");
    marks.forEach(
        (name, mark) -> {
          byte[] bytes = mark.getBytes(ISO_8859_1);
          all.put(name + " mark alone", bytes);
          all.put(name + " mark and zeros", Arrays.copyOf(bytes, 4000));
          byte[] ones = new byte[4000];
          Arrays.fill(ones, (byte) 0xFF);
          System.arraycopy(bytes, 0, ones, 0, bytes.length);
          all.put(name + " mark and ones", ones);
        });
    all.put("nothing", new byte[0]);
    all.put("SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(ISO_8859_1));
    return all;
  }

  private static byte[] bomb(int width, int height) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    byte[] row = new byte[1 + (width + 7) / 8];
    try (DeflaterOutputStream out =
        new DeflaterOutputStream(pixels, new Deflater(Deflater.BEST_SPEED))) {
      for (int y = 0; y < height; y++) {
        out.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png(header(width, height, 1, 0), chunk("IDAT", pixels.toByteArray()));
  }

  private static byte[] packed(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes("name\0\0".getBytes(ISO_8859_1));
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[][] many(int times) {
    byte[][] chunks = new byte[times][];
    Arrays.fill(chunks, chunk("teSt"));
    chunks[0] = header(8, 8, 8, 6);
    return chunks;
  }

  private static byte[] png(byte[]... chunks) {
    return concat(SIGNATURE, concat(chunks), chunk("IEND"));
  }

  private static byte[] header(int width, int height, int depth, int colours) {
    return chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put((byte) depth)
            .put((byte) colours)
            .array());
  }

  private static byte[] chunk(String name, byte... data) {
    CRC32 checksum = new CRC32();
    checksum.update(name.getBytes(ISO_8859_1));
    checksum.update(data);
    return ByteBuffer.allocate(data.length + 12)
        .putInt(data.length)
        .put(name.getBytes(ISO_8859_1))
        .put(data)
        .putInt((int) checksum.getValue())
        .array();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
