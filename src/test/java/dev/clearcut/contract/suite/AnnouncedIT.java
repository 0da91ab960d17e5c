package dev.clearcut.contract.suite;

import dev.clearcut.contract.Operation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the vendor has announced and not launched. */
@VendorTest
class AnnouncedIT {

  private final Vendor vendor;

  AnnouncedIT(Vendor vendor) {
    this.vendor = vendor;
  }

  static Stream<Operation> announced() {
    return Operation.all().stream().filter(Operation::announced);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("announced")
  void isNotImplemented(Operation operation) {
    vendor.call(operation).send().expectError(501);
  }
}
