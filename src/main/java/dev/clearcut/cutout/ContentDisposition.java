package dev.clearcut.cutout;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The header that names a file (RFC 6266), safe whatever the name. */
final class ContentDisposition {

  private ContentDisposition() {}

  /**
   * @param download whether a browser is to save it instead of showing it
   */
  static String of(boolean download, String fileName) {
    String ascii = fileName.replaceAll("[^A-Za-z0-9 ._()-]", "_");
    String header = (download ? "attachment" : "inline") + "; filename=\"%s\"".formatted(ascii);
    return ascii.equals(fileName) ? header : header + "; filename*=UTF-8''" + encoded(fileName);
  }

  /** Percent-encoded as RFC 8187 has it, where a space is no plus. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
