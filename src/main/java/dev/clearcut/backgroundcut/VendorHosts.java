package dev.clearcut.backgroundcut;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.clearcut.backgroundcut.BackgroundCutException.NotTaken;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;

/**
 * Where the vendor's files may be fetched from: the host of his API, and those below {@code
 * clearcut.backgroundcut.download.hosts}. A URL that a vendor sends, or redirects to, must not lead
 * this service into somebody else's network, nor from an encrypted connection to an open one.
 */
@ApplicationScoped
@Startup
class VendorHosts {

  private static final String OPERATION = "getPublicFile";
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final Supplier<URI> api;
  private final Set<String> others;

  /** The API's address is asked for when needed: in tests nobody knows it at the start. */
  @Inject
  VendorHosts(Config all, BackgroundCutConfig config) {
    this(
        () -> URI.create(all.getValue("quarkus.rest-client.backgroundcut.url", String.class)),
        config.download().hosts());
  }

  /**
   * The host of {@code api}, and {@code others} with all hosts below them.
   *
   * @throws IllegalArgumentException naming the key when one of them is no host name
   */
  VendorHosts(Supplier<URI> api, List<String> others) {
    this.api = api;
    this.others = others.stream().map(VendorHosts::hostName).collect(toUnmodifiableSet());
  }

  private static String hostName(String host) {
    if (!host.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*")) {
      throw new IllegalArgumentException(
          ("clearcut.backgroundcut.download.hosts has \"%s\", which is not a host name. Write the"
                  + " name alone, for example cdn.example.com.")
              .formatted(host));
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
                  + " is the vendor's, the operator adds it to"
                  + " clearcut.backgroundcut.download.hosts.")
              .formatted(host));
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
