package dev.clearcut.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotosTest {

  @TempDir private Path folder;

  @Test
  void areFoundInAllFoldersOfAFolderByName() throws IOException {
    file("b.JPG");
    file("a/deep/c.heic");
    file("a/d.webp");
    file("notes.txt");

    assertThat(names(folder)).containsExactly("a/d.webp", "a/deep/c.heic", "b.JPG");
  }

  @Test
  void areNotTakenFromWhatIsHidden() throws IOException {
    file(".thumbnails/a.jpg");
    file("._b.jpg");

    assertThat(names(folder)).isEmpty();
  }

  @Test
  void areFoundOnceAlsoWhereALinkLeadsBack() throws IOException {
    file("a/b.jpg");
    Files.createSymbolicLink(folder.resolve("a/loop"), folder);

    assertThat(names(folder)).containsExactly("a/b.jpg");
  }

  @Test
  void areTakenAsTheyAreWhenTheyAreNamed() throws IOException {
    file("photo.raw");

    assertThat(names(folder.resolve("photo.raw"), folder.resolve("photo.raw")))
        .containsExactly("photo.raw");
  }

  @Test
  void ofSeveralFoldersKeepTheNameOfTheirs() throws IOException {
    file("spring/a.jpg");
    file("autumn/a.jpg");

    assertThat(names(folder.resolve("spring"), folder.resolve("autumn")))
        .containsExactly("spring/a.jpg", "autumn/a.jpg");
  }

  @Test
  void areNoResultsOfThisOrOfAnotherRun() throws IOException {
    file("a.jpg");
    file("out/a.jpg");
    file("white/a.jpg");
    file("white/" + OutFolder.STATE);

    assertThat(names(folder)).containsExactly("a.jpg");
  }

  @Test
  void mustExist() {
    assertThatThrownBy(() -> names(folder.resolve("none")))
        .isInstanceOf(Stop.class)
        .hasMessageContaining("There is no file or folder");
  }

  @Test
  void areNotWhereTheResultsGo() throws IOException {
    file("out/a.jpg");

    assertThatThrownBy(() -> names(folder.resolve("out")))
        .isInstanceOf(Stop.class)
        .hasMessageContaining("Name another with --out");
  }

  private List<String> names(Path... named) {
    return new Photos(List.of(named), folder.resolve("out"))
        .find().stream().map(photo -> photo.name().toString()).toList();
  }

  private void file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }
}
