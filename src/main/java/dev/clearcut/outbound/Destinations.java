package dev.clearcut.outbound;

import dev.clearcut.outbound.OutboundException.NoSuchHost;
import dev.clearcut.outbound.OutboundException.NotAllowed;
import inet.ipaddr.IPAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Judges where a URL leads. Its host is looked up once, here; who goes there goes to the address
 * that was judged, so that a second answer of the name service cannot lead elsewhere.
 */
@ApplicationScoped
public class Destinations {

  private static final Set<String> SCHEMES = Set.of("https", "http");

  private final NameService names;

  Destinations(NameService names) {
    this.names = names;
  }

  /**
   * Reads a URL; what is not written as RFC 2396 has it is none.
   *
   * @throws NotAllowed when it is none
   */
  public static URI parse(String text) {
    try {
      // Half a character is none, and the JDK stumbles over it.
      if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
        return URI.create(new URI(text).toASCIIString());
      }
    } catch (URISyntaxException e) {
      // Said below.
    }
    throw new NotAllowed(
        "That is not a URL. Write spaces and other special characters as %20 and the like.");
  }

  /** A URL for logs and people: without user, query and fragment, which may be secrets. */
  public static String shown(URI url) {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    String port = url.getPort() == -1 ? "" : ":" + url.getPort();
    return url.getHost() == null
        ? "a URL without a host"
        : url.getScheme() + "://" + url.getHost() + port + path;
  }

  /**
   * Judges a URL, and looks its host up; waits for the name service.
   *
   * @throws NotAllowed saying what is not allowed
   * @throws NoSuchHost when the host has no address
   */
  public Destination judge(URI url, Policy policy) {
    String host = host(url, policy);
    Optional<IPAddress> written = written(host);
    List<InetAddress> addresses =
        written.map(IPAddress::toInetAddress).map(List::of).orElseGet(() -> lookUp(host));
    List<IPAddress> judged =
        written.map(List::of).orElseGet(() -> addresses.stream().map(Addresses::of).toList());
    for (IPAddress address : judged) {
      if (!Addresses.isPublic(address)
          && !(policy.isPrivate(host) && Addresses.isPrivate(address))) {
        throw new NotAllowed("The host %s has an address that is not public.".formatted(host));
      }
    }
    return new Destination(url, host, addresses.get(0));
  }

  /**
   * Judges what a destination redirects to, likewise.
   *
   * @throws NotAllowed also when it is not encrypted, but {@code from} is
   */
  Destination judge(Destination from, String location, Policy policy) {
    URI to;
    try {
      to = URI.create(from.url().resolve(location).toASCIIString());
    } catch (IllegalArgumentException e) {
      throw new NotAllowed("The URL redirects to something that is not a URL.");
    }
    Destination next;
    try {
      next = judge(to, policy);
    } catch (NotAllowed e) {
      throw new NotAllowed("The URL redirects to where it may not. " + e.getMessage());
    }
    if (from.isEncrypted() && !next.isEncrypted()) {
      throw new NotAllowed("The encrypted URL redirects to one that is not encrypted (http).");
    }
    return next;
  }

  private static String host(URI url, Policy policy) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme) || scheme.equals("http") && !policy.http()) {
      throw new NotAllowed(
          policy.http()
              ? "The URL must begin with https: or http:."
              : "The URL must begin with https:.");
    }
    if (url.getRawUserInfo() != null) {
      throw new NotAllowed("The URL has a user or a password. Leave them out.");
    }
    if (url.getHost() == null) {
      throw new NotAllowed(
          "The URL has no host name that can be looked up. Write letters other than a to z as"
              + " xn--….");
    }
    String host = url.getHost().toLowerCase(Locale.ROOT);
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (!policy.allowsHost(host)) {
      throw new NotAllowed(
          "The host %s is not one of those that the operator allows.".formatted(host));
    }
    int port = Destination.port(url);
    if (port > 65_535 || !policy.allowsPort(port, port == Destination.usualPort(url), host)) {
      throw new NotAllowed(
          "The port %d is not one of those that the operator allows.".formatted(port));
    }
    return host;
  }

  /** An address in its usual form; another form of one is refused. */
  private static Optional<IPAddress> written(String host) {
    String text = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    Optional<IPAddress> address = Addresses.written(text);
    boolean usual =
        address.isEmpty()
            || (address.get().isIPv4()
                ? address.get().toCanonicalString().equals(text)
                : host.startsWith("[") && !text.contains("%"));
    if (!usual) {
      throw new NotAllowed(
          "The host %s is an address in an unusual form. Write it as 192.0.2.1 or [2001:db8::1]."
              .formatted(host));
    }
    return address;
  }

  private List<InetAddress> lookUp(String host) {
    try {
      return names.addresses(host);
    } catch (UnknownHostException e) {
      throw new NoSuchHost("There is no host %s.".formatted(host), e);
    }
  }
}
