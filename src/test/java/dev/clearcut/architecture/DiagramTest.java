package dev.clearcut.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The diagram of the architecture page has the arrows that the code has, and no others. They are
 * read from the byte code, and from the imports as well: of a constant the compiler leaves only the
 * value.
 */
@Execution(ExecutionMode.CONCURRENT)
class DiagramTest {

  private static final Path PAGE = Path.of("docs/explanation/architecture.md");
  private static final List<Path> SOURCES =
      List.of(Path.of("src/main/java"), Path.of("client/src/shared/java"));

  /** For example {@code cutout --> storage & usage}. */
  private static final Pattern ARROW = Pattern.compile("^ *(\\w+) --> (.+)$", Pattern.MULTILINE);

  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);

  /** The package of an imported class or member of ours. */
  private static final Pattern IMPORT =
      Pattern.compile(
          "^import (?:static )?(dev\\.clearcut(?:\\.[a-z]\\w*)*)\\.", Pattern.MULTILINE);

  private static final String ROOT = "dev.clearcut";

  /** Rooms that are not called by the name of their package. */
  private static final Map<String, String> NAMES =
      Map.of(
          ROOT,
          "time",
          ROOT + ".backgroundcut.api",
          "contract",
          ROOT + ".backgroundcut.model",
          "contract");

  @Test
  void theDiagramShowsWhatDependsOnWhat() throws IOException {
    assertThat(drawn()).containsExactlyElementsOf(built());
  }

  private static Set<String> drawn() throws IOException {
    return ARROW
        .matcher(Files.readString(PAGE))
        .results()
        .flatMap(
            arrow ->
                Arrays.stream(arrow.group(2).split(" & ")).map(to -> arrow(arrow.group(1), to)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> built() throws IOException {
    return Stream.concat(compiled(), imported())
        .filter(arrow -> !isWithinARoom(arrow))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> compiled() {
    return new ClassFileImporter()
        .withImportOption(new DoNotIncludeTests()).importPackages(ROOT).stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(dependency -> isOurs(dependency.getTargetClass()))
            .map(
                dependency ->
                    arrow(
                        room(dependency.getOriginClass().getPackageName()),
                        room(dependency.getTargetClass().getPackageName())));
  }

  private static Stream<String> imported() throws IOException {
    List<String> arrows = new ArrayList<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          String source = Files.readString(file);
          String from = PACKAGE.matcher(source).results().findFirst().orElseThrow().group(1);
          IMPORT
              .matcher(source)
              .results()
              .forEach(to -> arrows.add(arrow(room(from), room(to.group(1)))));
        }
      }
    }
    return arrows.stream();
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  private static String room(String room) {
    return NAMES.getOrDefault(room, room.replaceFirst(ROOT + "\\.(\\w+).*", "$1"));
  }

  private static String arrow(String from, String to) {
    return from.strip() + " --> " + to.strip();
  }

  private static boolean isWithinARoom(String arrow) {
    MatchResult ends = ARROW.matcher(arrow).results().findFirst().orElseThrow();
    return ends.group(1).equals(ends.group(2));
  }
}
