package dev.clearcut.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What the JDK, or the first bits, say of an address is not taken for public. */
class AddressesTest {

  @Property
  void noAddressOfAPurposeIsPublic(@ForAll @Size(4) byte[] bytes) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);
    boolean special =
        address.isAnyLocalAddress()
            || address.isLoopbackAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress()
            || (bytes[0] & 0xff) >= 240
            || bytes[0] == 0;
    boolean isPublic = Addresses.isPublic(Addresses.of(address));
    assertThat(special && isPublic).isFalse();
    assertThat(isPublic && Addresses.isPrivate(Addresses.of(address))).isFalse();
  }

  @Property
  void anAddressOfIpv6IsPublicOnlyAmongThoseThatAreGiven(@ForAll @Size(16) byte[] bytes)
      throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(bytes);
    if (address.getAddress().length == 16 && (bytes[0] & 0xe0) != 0x20) {
      assertThat(Addresses.isPublic(Addresses.of(address))).isEqualTo(isTranslatedPublic(bytes));
    }
  }

  private static boolean isTranslatedPublic(byte[] bytes) throws UnknownHostException {
    byte[] prefix = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
    return java.util.Arrays.equals(java.util.Arrays.copyOf(bytes, 12), prefix)
        && Addresses.isPublic(
            Addresses.of(InetAddress.getByAddress(java.util.Arrays.copyOfRange(bytes, 12, 16))));
  }

  /** Translated by a network of IPv6 alone, an address of IPv4 is what it was. */
  @Property
  void aTranslatedAddressIsAsPublicAsTheOneThatIsMeant(@ForAll @Size(4) byte[] bytes)
      throws UnknownHostException {
    byte[] translated = new byte[16];
    translated[1] = 0x64;
    translated[2] = (byte) 0xff;
    translated[3] = (byte) 0x9b;
    System.arraycopy(bytes, 0, translated, 12, 4);
    assertThat(Addresses.isPublic(Addresses.of(InetAddress.getByAddress(translated))))
        .isEqualTo(Addresses.isPublic(Addresses.of(InetAddress.getByAddress(bytes))));
  }

  /** However an address of IPv4 is written, it is read as one. */
  @Property
  void everyFormOfAnAddressIsRead(@ForAll int number) {
    String[] forms = {
      Integer.toUnsignedString(number),
      "0x" + Integer.toHexString(number),
      "0" + Integer.toOctalString(number),
      "%d.%d".formatted(number >>> 24, number & 0xffffff),
      "0x%x.0%o.%d".formatted(number >>> 24, number >>> 16 & 0xff, number & 0xffff),
    };
    for (String form : forms) {
      assertThat(Addresses.written(form).orElseThrow().getBytes())
          .as(form)
          .isEqualTo(java.nio.ByteBuffer.allocate(4).putInt(number).array());
    }
  }
}
