package dev.clearcut.mock.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldFileTest {

  @TempDir private Path folder;
  private HeldFile first;

  @BeforeEach
  void hold() throws IOException {
    first = HeldFile.of(Files.writeString(folder.resolve("file"), "bytes"));
  }

  @Test
  void theBytesStayUntilTheLastHoldOnThemIsClosed() {
    HeldFile second = first.again().orElseThrow();

    first.close();
    assertThat(second.path()).hasContent("bytes");

    second.close();
    assertThat(second.path()).doesNotExist();
  }

  @Test
  void closingTwiceReleasesOneHold() {
    HeldFile second = first.again().orElseThrow();

    first.close();
    first.close();

    assertThat(second.path()).exists();
  }

  @Test
  void whatIsGoneCannotBeHeldAgain() {
    first.close();

    assertThat(first.again()).isEmpty();
  }

  @Test
  void sizeAndDigestAreThoseOfTheBytes() {
    assertThat(first.size()).isEqualTo(5);
    assertThat(first.sha256())
        .isEqualTo("277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9");
  }
}
