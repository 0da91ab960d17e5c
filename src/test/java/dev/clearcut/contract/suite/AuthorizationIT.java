package dev.clearcut.contract.suite;

import dev.clearcut.contract.Operation;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The key: asked for before anything else is looked at, and in one form only. */
@VendorTest
class AuthorizationIT {

  private final Vendor vendor;

  AuthorizationIT(Vendor vendor) {
    this.vendor = vendor;
  }

  static Stream<Operation> operationsWithAKey() {
    return Operation.all().stream().filter(operation -> !operation.securityScheme().isEmpty());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operationsWithAKey")
  void aCallWithoutAKeyIsRefused(Operation operation) {
    send(empty(operation).unauthorized());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operationsWithAKey")
  void aKeyBehindTheWordOfAnotherDialectIsRefused(Operation operation) {
    String other = Call.scheme(operation).equals("Token") ? "Bearer" : "Token";

    send(empty(operation).authorization(other + " " + vendor.key()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operationsWithAKey")
  @EmulatorOnly("no key of the vendor's is known to be revoked")
  void aRevokedKeyIsRefused(Operation operation) {
    send(empty(operation).authorization(Call.scheme(operation) + " revoked-key"));
  }

  private static void send(Call call) {
    call.sendWrong().expectError(401);
  }

  private Call empty(Operation operation) {
    Call call = vendor.call(operation);
    if (operation.mediaTypes().contains("multipart/form-data")) {
      return call.text("nothing", "of interest");
    }
    return operation.mediaTypes().isEmpty() ? call : call.json("{}");
  }
}
