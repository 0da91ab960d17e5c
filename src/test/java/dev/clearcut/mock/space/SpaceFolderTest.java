package dev.clearcut.mock.space;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpaceFolderTest {

  @TempDir private Path parent;
  private SpaceFolder folder;

  @BeforeEach
  void make() {
    folder = new SpaceFolder(Optional.of(parent.resolve("not/there/yet")));
  }

  @Test
  void takingAFileOverMovesIt() throws IOException {
    Path upload = Files.writeString(parent.resolve("upload"), "bytes");

    assertThat(folder.takeOver(upload)).hasContent("bytes");
    assertThat(upload).doesNotExist();
  }

  @Test
  void deletingTheFolderTakesWhatIsInItAndLeavesWhatIsBesideIt() throws IOException {
    Path own = Files.writeString(folder.newFile(), "bytes").getParent();
    Path beside = Files.writeString(own.resolveSibling("not-ours"), "bytes");

    folder.delete();

    assertThat(own).doesNotExist();
    assertThat(beside).exists();
  }
}
