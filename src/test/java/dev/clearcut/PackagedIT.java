package dev.clearcut;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.testing.Packaged;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What production consists of, as a JAR and as what a native executable is made from: the service,
 * and nothing of the emulator or of what only it needs.
 */
@Execution(ExecutionMode.CONCURRENT)
class PackagedIT {

  /** What the names of classes and resources begin with that have no business there. */
  private static final List<String> OF_THE_EMULATOR =
      List.of(
          "dev/clearcut/mock/",
          "openapi/",
          "org/bytedeco/",
          "ai/onnxruntime/",
          "org/h2/",
          "org/hsqldb/",
          "com/networknt/");

  @ParameterizedTest
  @MethodSource("packages")
  void hasTheServiceAndNothingOfTheEmulator(Path folder) {
    assertThat(strangers(folder)).isEmpty();
    assertThat(entries(folder)).contains("dev/clearcut/cutout/CutoutResource.class");
  }

  static List<Path> packages() {
    return Packaged.inputs();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/clearcut/mock/contract/Contract.class",
        "openapi/emulator-admin.yaml",
        "org/bytedeco/opencv/linux-x86_64/libopencv_core.so.413",
        "org/bytedeco/ffmpeg/linux-x86_64/libavcodec.so",
        "org/bytedeco/openblas/global/openblas.class",
        "org/bytedeco/javacpp/Loader.class",
        "ai/onnxruntime/OrtSession.class",
        "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
        "org/h2/Driver.class",
        "com/networknt/schema/Schema.class"
      })
  void wouldNoticeWhatHasSlippedIn(String stranger, @TempDir Path folder) throws IOException {
    Path jar = Files.createDirectory(folder.resolve("lib")).resolve("innocent.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(file)) {
      entries.putNextEntry(new JarEntry("innocent/Class.class"));
      entries.putNextEntry(new JarEntry(stranger));
    }

    assertThat(strangers(folder)).containsExactly(stranger);
  }

  /** Quarkus does not see classes that only the text of a query names. */
  @Test
  void registersForReflectionWhatTheExecutableFindsByName() throws IOException {
    Path sources = Packaged.nativeSources();

    assertThat(namesIn(sources, "META-INF/native-image/reflect-config.json"))
        .contains(
            "dev.clearcut.cutout.StoredVariant",
            "dev.clearcut.rendition.StoredPhoto",
            "dev.clearcut.api.model.Variant",
            "dev.clearcut.api.model.VariantsRequest",
            "dev.clearcut.api.model.UsageLine",
            "dev.clearcut.backgroundcut.model.UploadedByKey",
            "dev.clearcut.backgroundcut.model.ProcessByKey");
    assertThat(text(sources, "META-INF/native-image/resource-config.json"))
        .contains("db/migration/V1__cutouts.sql", "document/");
  }

  /** As when the image is built: nothing is there but a JVM. */
  @Test
  void theJvmRemembersAStartWithoutADatabase() {
    assumeTrue(
        Packaged.service().toString().endsWith(".jar"), "An executable has nothing to remember.");

    assertThat(Packaged.recordedStart()).exists();
  }

  private static Set<String> strangers(Path folder) {
    return entries(folder).stream()
        .filter(entry -> OF_THE_EMULATOR.stream().anyMatch(entry::startsWith))
        .filter(entry -> !entry.endsWith("/"))
        .collect(Collectors.toSet());
  }

  private static Set<String> entries(Path folder) {
    return jars(folder).stream().flatMap(PackagedIT::entriesOf).collect(Collectors.toSet());
  }

  private static Stream<String> entriesOf(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(JarEntry::getName).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> jars(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> namesIn(Path folder, String list) throws IOException {
    return StreamSupport.stream(
            new ObjectMapper().readTree(text(folder, list)).spliterator(), false)
        .map(type -> type.path("name").asText())
        .toList();
  }

  private static String text(Path folder, String entry) throws IOException {
    Path runner =
        jars(folder).stream()
            .filter(jar -> jar.toString().endsWith("-runner.jar"))
            .findFirst()
            .orElseThrow();
    try (JarFile jar = new JarFile(runner.toFile())) {
      return new String(jar.getInputStream(jar.getEntry(entry)).readAllBytes(), UTF_8);
    }
  }
}
