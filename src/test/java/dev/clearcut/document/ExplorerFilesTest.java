package dev.clearcut.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.document.ServiceDocument.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files to explore both APIs with are what the documents say. */
@Execution(ExecutionMode.CONCURRENT)
class ExplorerFilesTest {

  private static final String UPDATE = "clearcut.update-explorers";
  private static final Path BRUNO = Path.of("openapi/bruno");

  static List<Tour> tours() {
    return Tour.all();
  }

  @ParameterizedTest
  @MethodSource("tours")
  void everyOperationIsCalledOrLeftOutForAReason(Tour tour) {
    assertThat(
            Stream.concat(
                tour.calls().stream().map(call -> call.operation().id()),
                tour.leftOut().keySet().stream()))
        .containsAll(tour.document().operations().stream().map(Operation::id).toList())
        .doesNotContainNull();
    assertThat(tour.calls()).extracting(Call::name).doesNotHaveDuplicates();
    assertThat(tour.calls()).extracting(Call::title).doesNotHaveDuplicates();
  }

  @Test
  void theFilesInTheRepositoryAreWhatTheDocumentsSay() throws IOException {
    Map<Path, String> wanted = new LinkedHashMap<>();
    Tour.all()
        .forEach(tour -> wanted.put(Tour.FOLDER.resolve(tour.name() + ".http"), HttpFile.of(tour)));
    BrunoCollection.of(Tour.all()).forEach((path, text) -> wanted.put(BRUNO.resolve(path), text));
    if (Boolean.getBoolean(UPDATE)) {
      update(wanted);
    }

    assertThat(files())
        .describedAs(
            "A document has changed. Run ./mvnw test -Dtest=ExplorerFilesTest -D%s=true, and commit"
                + " %s and %s",
            UPDATE, Tour.FOLDER, BRUNO)
        .containsExactlyInAnyOrderEntriesOf(wanted);
  }

  private static void update(Map<Path, String> wanted) throws IOException {
    for (Path file : files().keySet()) {
      Files.delete(file);
    }
    for (Map.Entry<Path, String> file : wanted.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.writeString(file.getKey(), file.getValue());
    }
  }

  /** All but the photo. */
  private static Map<Path, String> files() throws IOException {
    Map<Path, String> files = new LinkedHashMap<>();
    for (Path folder : List.of(Tour.FOLDER, BRUNO)) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path file :
              all.filter(Files::isRegularFile)
                  .filter(each -> !each.endsWith(Call.PHOTO))
                  .toList()) {
            files.put(file, Files.readString(file));
          }
        }
      }
    }
    return files;
  }
}
