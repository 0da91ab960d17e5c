package dev.clearcut.contract.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.snapshot.Snapshot;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The emulator answers as it did, and as the contract says. The suite has run before. */
class BaselineIT {

  private final Snapshot seen = Snapshot.read(Path.of("target/contract-snapshot.json"));

  @Test
  void nothingHasChangedUnlessItWasMeantTo() {
    Comparison comparison =
        Comparison.of(Snapshot.read(Path.of("openapi/contract-snapshot.json")), seen);

    assertThat(comparison.differences())
        .as("if it is meant: cp target/contract-snapshot.json openapi/")
        .isEmpty();
    assertThat(comparison.onlyInOne())
        .as("tests that are new or gone: cp target/contract-snapshot.json openapi/")
        .isEmpty();
  }

  @Test
  void nothingIsOtherThanTheContractSays() {
    assertThat(Comparison.of(Expectation.of(Contract.ours(), seen), seen).differences()).isEmpty();
  }
}
