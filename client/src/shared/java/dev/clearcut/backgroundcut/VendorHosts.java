package dev.clearcut.backgroundcut;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.clearcut.backgroundcut.BackgroundCutException.NotTaken;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where the vendor's files may be fetched from: the host of his API, and those that a setting names
 * besides. A URL that a vendor sends, or redirects to, must not lead us into somebody else's
 * network, nor from an encrypted connection to an open one.
 */
class VendorHosts {

  private static final String OPERATION = "getPublicFile";
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final Supplier<URI> api;
  private final Set<String> others;
  private final String setting;

  /**
   * The host of {@code api}, and {@code others} with all hosts below them.
   *
   * @param api is asked for when needed: in tests nobody knows it at the start
   * @param setting what names the others
   * @throws IllegalArgumentException naming the setting when one of them is no host name
   */
  VendorHosts(Supplier<URI> api, List<String> others, String setting) {
    this.api = api;
    this.setting = setting;
    this.others = others.stream().map(this::hostName).collect(toUnmodifiableSet());
  }

  private String hostName(String host) {
    if (!host.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
      throw new IllegalArgumentException(
          "%s has \"%s\", which is not a host name. Write the name alone, for example cdn.example.com."
              .formatted(setting, host));
    }
    return lowerCase(host);
  }

  /**
   * Lets the URL of a file pass.
   *
   * @throws NotTaken when it leads elsewhere; says the host, never the URL, which is a secret
   */
  void check(URI url) {
    String host = url.getHost();
    String scheme = url.getScheme();
    if (host == null || scheme == null || !SCHEMES.contains(lowerCase(scheme))) {
      throw new NotTaken(OPERATION, "The URL of the file is not an http or https URL with a host.");
    }
    if (isEncrypted(api.get()) && !isEncrypted(url)) {
      throw new NotTaken(
          OPERATION, "The URL of the file is not encrypted (http), but that of the API is.");
    }
    if (!isKnown(lowerCase(host))) {
      throw new NotTaken(
          OPERATION,
          ("The URL of the file names the host %s, which is not known as the vendor's. If the host"
                  + " is the vendor's, the operator adds it to %s.")
              .formatted(host, setting));
    }
  }

  /** Lets what {@code from} redirects to pass, likewise. */
  void check(URI from, URI to) {
    check(to);
    if (isEncrypted(from) && !isEncrypted(to)) {
      throw new NotTaken(
          OPERATION,
          "The encrypted URL of the file redirects to one that is not encrypted (http).");
    }
  }

  private boolean isKnown(String host) {
    return host.equalsIgnoreCase(api.get().getHost())
        || others.stream().anyMatch(known -> host.equals(known) || host.endsWith("." + known));
  }

  private static boolean isEncrypted(URI url) {
    return "https".equals(lowerCase(url.getScheme()));
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
