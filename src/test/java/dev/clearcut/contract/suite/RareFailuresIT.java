package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.Operation;
import dev.clearcut.testing.Photos;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures that happen rarely, and never when asked for: the emulator is told to have them. */
@VendorTest
@EmulatorOnly("it fails when it is told to")
@Isolated("a fault of a call without a key hits everybody")
class RareFailuresIT {

  private static final List<String> RARE = List.of("429", "500", "503", "504");

  private final Vendor vendor;

  RareFailuresIT(Vendor vendor) {
    this.vendor = vendor;
  }

  static Stream<Arguments> rareFailures() {
    return Operation.all().stream()
        .flatMap(
            operation ->
                RARE.stream()
                    .filter(operation.sentences()::containsKey)
                    .map(status -> Arguments.of(operation, status)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rareFailures")
  void eachIsAnsweredAsTheContractSays(Operation operation, String status) {
    vendor.knobs().fail(operation, Integer.parseInt(status));

    Answer answer = vendor.call(operation).sendWrong().expectError(Integer.parseInt(status));

    if (status.equals("429")) {
      assertThat(answer.retryAfter()).isPresent();
    }
  }

  @Test
  void anAccountThatCallsTooOftenIsToldToBackOff() {
    Vendor limited = vendor.as("limited-" + vendor.key());
    limited.upload("photo.png", Photos.tiny(new Random()));

    Answer answer =
        limited.call("deleteFiles").json("{'pattern': '%s'}".formatted(vendor.name("*"))).send();

    answer.expectError(429);
    assertThat(answer.retryAfter()).contains("1");
  }
}
