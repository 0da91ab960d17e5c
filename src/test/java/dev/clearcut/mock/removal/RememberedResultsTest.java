package dev.clearcut.mock.removal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.mock.imaging.ImageFormat;
import dev.clearcut.mock.imaging.Quality;
import dev.clearcut.mock.space.HeldFile;
import dev.clearcut.mock.space.HeldFiles;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedResultsTest {

  private static final long ROOM = 10;

  @TempDir private Path folder;
  private final RememberedResults results = new RememberedResults(new Room());

  @Test
  void aResultIsFoundByItsRecipeAndStaysWhenItsMakerLetsGo() throws IOException {
    remember("a", "12345");

    assertThat(find("a")).hasContent("12345");
    assertThat(results.find(recipe("b"))).isEmpty();
  }

  @Test
  void whatWasNotAskedForTheLongestIsForgottenFirst() throws IOException {
    remember("a", "12345");
    remember("b", "12345");
    find("a");

    remember("c", "12345");

    assertThat(results.find(recipe("a"))).isPresent();
    assertThat(results.find(recipe("b"))).isEmpty();
    assertThat(results.find(recipe("c"))).isPresent();
  }

  @Test
  void aResultThatIsLargerThanTheRoomForgetsNoOther() throws IOException {
    remember("a", "12345");

    remember("b", "12345678901");

    assertThat(results.find(recipe("a"))).isPresent();
    assertThat(results.find(recipe("b"))).isEmpty();
  }

  @Test
  void resettingLeavesNothingOnTheDisk() throws IOException {
    remember("a", "12345");

    results.reset();

    assertThat(results.find(recipe("a"))).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  private void remember(String photo, String bytes) throws IOException {
    try (HeldFile result = HeldFiles.of(folder.resolve(photo), bytes)) {
      results.add(recipe(photo), result);
    }
  }

  private Path find(String photo) {
    try (HeldFile result = results.find(recipe(photo)).orElseThrow()) {
      return result.path();
    }
  }

  private static Recipe recipe(String photo) {
    return new Recipe(photo, Quality.HIGH, ImageFormat.PNG, 1_000_000, null, 90, false);
  }

  private static final class Room implements WorkConfig {

    @Override
    public OptionalInt concurrent() {
      return OptionalInt.empty();
    }

    @Override
    public int queue() {
      return 0;
    }

    @Override
    public MemorySize remembered() {
      return new MemorySize(BigInteger.valueOf(ROOM));
    }
  }
}
