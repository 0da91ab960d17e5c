package dev.clearcut.outbound;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import io.quarkus.runtime.annotations.RegisterResourceBundle;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an address is, by the registries of special purposes that IANA keeps. What is not known to
 * be public is not.
 */
@RegisterResourceBundle(bundleName = "inet.ipaddr.IPAddressResources")
final class Addresses {

  /** What cannot be reached from everywhere, or is reached as something else. */
  private static final List<IPAddress> SPECIAL =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // Protocols (Teredo, ORCHID, benchmarks), documentation, 6to4.
          "2001::/23",
          "2001:db8::/32",
          "2002::/16",
          "3fff::/20");

  /** Of IPv6, all else is mapped, local, translated, multicast or not given to anybody. */
  private static final IPAddress GLOBAL_IPV6 = block("2000::/3");

  /** What an operator may mean by a host of his own. */
  private static final List<IPAddress> PRIVATE =
      blocks(
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "::1/128",
          "fc00::/7");

  /** Where clouds tell their machines secrets, some of it among what is public or private. */
  private static final List<IPAddress> METADATA =
      blocks(
          "169.254.0.0/16",
          "100.100.100.200/32",
          "168.63.129.16/32",
          "192.0.0.192/32",
          "fd00:ec2::/32",
          "fd20:ce::/32");

  /** Every way in which C libraries read a single address, and no ranges or blocks. */
  private static final IPAddressStringParameters AS_LIBRARIES_READ =
      new IPAddressStringParameters.Builder()
          .allowAll(false)
          .allowEmpty(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .allow_inet_aton(true)
          .allowSingleSegment(true)
          .toParams();

  private Addresses() {}

  private static List<IPAddress> blocks(String... blocks) {
    return Stream.of(blocks).map(Addresses::block).toList();
  }

  private static IPAddress block(String block) {
    return new IPAddressString(block).getAddress();
  }

  static IPAddress of(InetAddress address) {
    return new IPAddressGenerator().from(address.getAddress());
  }

  /** A host that is an address, however it is written; empty when it is a name. */
  static Optional<IPAddress> written(String host) {
    return Optional.ofNullable(new IPAddressString(host, AS_LIBRARIES_READ).getAddress());
  }

  static boolean isPublic(IPAddress address) {
    IPAddress meant = translated(address);
    return !isIn(METADATA, meant)
        && !isIn(SPECIAL, meant)
        && (meant.isIPv4() || GLOBAL_IPV6.contains(meant));
  }

  static boolean isPrivate(IPAddress address) {
    return isIn(PRIVATE, address) && !isIn(METADATA, address);
  }

  /** A network of IPv6 alone gives an address of IPv4 as {@code 64:ff9b::…} (RFC 6052). */
  private static IPAddress translated(IPAddress address) {
    return address instanceof IPv6Address ip && ip.isWellKnownIPv4Translatable()
        ? ip.getEmbeddedIPv4Address()
        : address;
  }

  private static boolean isIn(List<IPAddress> blocks, IPAddress address) {
    return blocks.stream().anyMatch(block -> block.contains(address));
  }
}
