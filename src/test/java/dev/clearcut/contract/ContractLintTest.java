package dev.clearcut.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Runs Spectral and Redocly over the contract, where there is Node. */
@Execution(ExecutionMode.CONCURRENT)
class ContractLintTest {

  private static final int CANNOT_RUN = 2;

  @Test
  void theContractHasNoErrorAndNoWarning() throws IOException, InterruptedException {
    assumeTrue(
        isOnPath("node") && isOnPath("bash"),
        "Skipped: the linters need Node.js, and there is none on the PATH");

    Process lint = new ProcessBuilder("bash", "openapi/lint").redirectErrorStream(true).start();
    String output = new String(lint.getInputStream().readAllBytes());
    int exit = lint.waitFor();

    assumeTrue(exit != CANNOT_RUN, "Skipped: the linters cannot run here: " + output);
    assertThat(exit).describedAs(output).isZero();
  }

  private static boolean isOnPath(String command) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
  }
}
