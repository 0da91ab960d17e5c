package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.model.KeyVariant;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is in the JAR besides code that other tests run. */
class ArtifactTest {

  private static final String PACKAGE = "dev.clearcut.backgroundcut.model.";

  @Test
  void everyRecordIsKnownToNativeExecutables() throws IOException, URISyntaxException {
    Path config =
        classes()
            .resolve("META-INF/native-image/dev.clearcut/backgroundcut-client/reflect-config.json");
    JsonNode known = new ObjectMapper().readTree(config.toFile());

    try (Stream<Path> files = Files.list(classes().resolve(PACKAGE.replace('.', '/')))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".class", "")))
          .containsExactlyInAnyOrderElementsOf(
              known.findValuesAsText("name").stream()
                  .map(name -> name.replace(PACKAGE, ""))
                  .toList());
    }
  }

  /** With nothing of MicroProfile, Jakarta or Quarkus in the class path. */
  @Test
  void plainJavaNeedsJacksonAlone() throws Exception {
    List<URL> urls = new ArrayList<>(List.of(classes().toUri().toURL()));
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (Path.of(path).getFileName().toString().startsWith("jackson-")) {
        urls.add(Path.of(path).toUri().toURL());
      }
    }
    try (URLClassLoader alone =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      Class<?> client = alone.loadClass(BackgroundCutHttp.class.getName());
      Object builder =
          client
              .getMethod("at", java.net.URI.class, String.class)
              .invoke(null, java.net.URI.create("http://127.0.0.1:1"), "key");
      Object vendor = builder.getClass().getMethod("build").invoke(builder);
      Class<?> gateway = alone.loadClass(VendorGateway.class.getName());
      Class<?> calls = alone.loadClass(SentCalls.class.getName());

      Object careful =
          alone
              .loadClass(CarefulProcess.class.getName())
              .getConstructor(gateway, calls)
              .newInstance(vendor, calls.getMethod("inMemory").invoke(null));

      assertThat(careful).isNotNull();
      assertThat(alone.loadClass(KeyVariant.class.getName()).getRecordComponents()).hasSize(7);
    }
  }

  private static Path classes() throws URISyntaxException {
    return Path.of(
        CarefulProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
