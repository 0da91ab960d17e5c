package dev.clearcut.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.clearcut.harness.VendorSamples.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The samples of the vendor's pages run against the emulator with nothing changed but the base URL
 * and the key, and the files come out as the pages say.
 */
class VendorSamplesTest {

  private static final Pattern URL = Pattern.compile("http://\\S+");
  private static final Pattern JSON_STRING = Pattern.compile("\"url\": ?\"([^\"]+)\"");
  private static final String SAMPLES = "dev.clearcut.harness.VendorSamples#all";

  /** With "requests", which the samples use; decided once. */
  private static final boolean PYTHON_IS_HERE = pythonIsHere();

  @InjectEmulator private Emulator emulator;

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void theSampleInPythonComesOutAsThePageSays(Sample sample, @TempDir Path folder)
      throws IOException, InterruptedException {
    assumeTrue(PYTHON_IS_HERE, "There is no python3 with the library \"requests\" here.");
    Files.write(folder.resolve("photo.jpg"), Picture.ofABall());
    Files.writeString(folder.resolve("sample.py"), script(sample));

    check(sample, python(folder, "sample.py"));
  }

  @ParameterizedTest
  @MethodSource(SAMPLES)
  void theSameCallsFromJavaComeOutAsThePageSays(Sample sample) {
    check(sample, sample.steps().run(emulator));
  }

  private void check(Sample sample, List<String> printed) {
    assertThat(printed)
        .extracting(line -> URL.matcher(line).replaceAll("URL"))
        .isEqualTo(sample.lines());
    List<URI> urls =
        printed.stream()
            .flatMap(line -> URL.matcher(line).results())
            .map(found -> URI.create(found.group()))
            .toList();
    urls.forEach(url -> assertThat(Vendor.get(url).statusCode()).isEqualTo(200));
    sample
        .files()
        .forEach(
            (file, look) ->
                look.check(
                    Vendor.get(
                            file.startsWith("#")
                                ? urls.get(Integer.parseInt(file.substring(1)) - 1)
                                : publicUrl(file))
                        .body()));
    emulator.calls().wereCharged(sample.credits());
  }

  private URI publicUrl(String key) {
    HttpResponse<byte[]> answer = Vendor.token(emulator).publicUrl(key);
    Matcher url = JSON_STRING.matcher(new String(answer.body(), StandardCharsets.UTF_8));
    assertThat(url.find()).isTrue();
    return URI.create(url.group(1));
  }

  private String script(Sample sample) throws IOException {
    try (InputStream file =
        getClass().getResourceAsStream("/vendor-samples/" + sample.name() + ".py")) {
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(text).contains("\"YOUR_API_KEY\"").contains("\"https://api.backgroundcut.co\"");
      return text.replace("YOUR_API_KEY", emulator.key())
          .replace("https://api.backgroundcut.co", emulator.url().toString());
    }
  }

  private static List<String> python(Path folder, String... arguments)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process python =
        new ProcessBuilder(command(arguments))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(python.waitFor(Admin.HUNG.toSeconds(), TimeUnit.SECONDS))
          .describedAs("It ends")
          .isTrue();
    } finally {
      python.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(python.exitValue()).describedAs(String.join("\n", lines)).isZero();
    return lines;
  }

  private static List<String> command(String... arguments) {
    return Stream.concat(Stream.of("python3"), Arrays.stream(arguments)).toList();
  }

  private static boolean pythonIsHere() {
    try {
      Process python =
          new ProcessBuilder(command("-c", "import requests"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return python.waitFor() == 0;
    } catch (IOException notInstalled) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
