package dev.clearcut.contract.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.contract.Contract;
import dev.clearcut.contract.snapshot.Snapshot;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The suite, which has run before, leaves nothing of the contract out. */
class CoverageIT {

  @Test
  void everyDocumentedStatusAndDialectWasSeen() {
    Snapshot snapshot = Snapshot.read(Path.of("target/contract-snapshot.json"));

    assertThat(Coverage.of(Contract.ours(), snapshot).holes())
        .as("see target/contract-coverage.html")
        .isEmpty();
  }
}
