package dev.clearcut.outbound;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where URLs that callers give may lead, as the operator wants it.
 *
 * @param http whether {@code http:} is allowed beside {@code https:}
 * @param ports the allowed ones beside the scheme's own, 443 and 80
 * @param hosts the allowed ones, each with all hosts below it; all when empty
 * @param privateHosts those whose addresses may be private or loopback, by their exact names; there
 *     every port is allowed
 */
public record Policy(
    boolean http, Set<Integer> ports, Set<String> hosts, Set<String> privateHosts) {

  private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)*");

  /**
   * Reads the settings.
   *
   * @param keys where they are, for example {@code clearcut.photo.url}
   * @throws IllegalArgumentException naming the key, when one has something that is no host name
   */
  public static Policy of(
      String keys,
      boolean http,
      Collection<Integer> ports,
      Collection<String> hosts,
      Collection<String> privateHosts) {
    return new Policy(
        http,
        Set.copyOf(ports),
        names(keys + ".hosts", hosts),
        names(keys + ".private-hosts", privateHosts));
  }

  private static Set<String> names(String key, Collection<String> hosts) {
    return hosts.stream().map(host -> name(key, host)).collect(toUnmodifiableSet());
  }

  private static String name(String key, String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (!HOST.matcher(name).matches()) {
      throw new IllegalArgumentException(
          ("%s has \"%s\", which is not a host name. Write the name alone, for example"
                  + " images.example.com.")
              .formatted(key, host));
    }
    return name;
  }

  boolean allowsHost(String host) {
    return hosts.isEmpty()
        || isPrivate(host)
        || hosts.stream().anyMatch(known -> host.equals(known) || host.endsWith("." + known));
  }

  boolean allowsPort(int port, boolean usual, String host) {
    return usual || ports.contains(port) || isPrivate(host);
  }

  boolean isPrivate(String host) {
    return privateHosts.contains(host);
  }
}
