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
  void aFileCanBeReadByItsSecondNameAfterTheFirstIsGone() throws IOException {
    Path file = Files.writeString(folder.newFile(), "bytes");
    Path second = folder.secondName(file).orElseThrow();

    Files.delete(file);

    assertThat(second).hasContent("bytes");
  }

  @Test
  void aFileThatIsGoneHasNoSecondName() throws IOException {
    Path file = folder.newFile();
    Files.delete(file);

    assertThat(folder.secondName(file)).isEmpty();
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
