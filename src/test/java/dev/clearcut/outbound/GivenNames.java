package dev.clearcut.outbound;

import io.quarkus.test.junit.QuarkusMock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;

/** A name service whose answer a test gives, for every host; for one test. */
public final class GivenNames {

  private GivenNames() {}

  /** Answers with this address, as it is when it is asked for. */
  public static void install(Supplier<String> address) {
    QuarkusMock.installMockForType(
        new SystemNames() {
          @Override
          public List<InetAddress> addresses(String host) throws UnknownHostException {
            return List.of(InetAddress.getByName(address.get()));
          }
        },
        SystemNames.class);
  }
}
