package dev.clearcut.outbound;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * Where a URL leads, after it was judged.
 *
 * @param host its name, in lower case and without a dot at its end
 * @param address to which the connection goes, and to no other
 */
public record Destination(URI url, String host, InetAddress address) {

  boolean isEncrypted() {
    return url.getScheme().equalsIgnoreCase("https");
  }

  int port() {
    return port(url);
  }

  static int port(URI url) {
    return url.getPort() == -1 ? usualPort(url) : url.getPort();
  }

  static int usualPort(URI url) {
    return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  InetSocketAddress socket() {
    return new InetSocketAddress(address, port());
  }

  /** What is asked for there. */
  String target() {
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }
}
