package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.Operation;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whether pages of other origins may make the calls that need no key. The vendor's pages say what
 * the calls are for, and nothing of this: what is seen is reported.
 */
@VendorTest
class BrowsersIT {

  private static final String ORIGIN = "https://shop.example.com";

  private final Vendor vendor;

  BrowsersIT(Vendor vendor) {
    this.vendor = vendor;
  }

  static Stream<Operation> callsOfBrowsers() {
    return Contract.ours().operations().stream()
        .filter(operation -> operation.securityScheme().isEmpty())
        .filter(operation -> operation.verb().equals("POST"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("callsOfBrowsers")
  void aPreflightLetsAPageOfAnotherOriginIn(Operation operation)
      throws IOException, InterruptedException {
    HttpResponse<Void> answer = vendor.preflight(operation, ORIGIN);

    Optional<String> allowed = answer.headers().firstValue("Access-Control-Allow-Origin");
    vendor.observe(operation.id() + ": preflight", allowed.orElse("refused"));
    assertThat(answer.statusCode()).isBetween(200, 204);
    assertThat(allowed).hasValueSatisfying(it -> assertThat(it).isIn("*", ORIGIN));
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
        .hasValueSatisfying(
            it -> assertThat(List.of(it.toLowerCase().split("\\s*,\\s*"))).containsAnyOf("*", "content-type"));
  }
}
