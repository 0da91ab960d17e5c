package dev.clearcut.mock.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.clearcut.mock.imaging.ClassicalEngine;
import dev.clearcut.mock.imaging.Engine;
import dev.clearcut.mock.imaging.ModelCard;
import dev.clearcut.mock.imaging.OnnxEngine;
import dev.clearcut.mock.imaging.TinyModel;
import dev.clearcut.mock.removal.EngineConfig.Choice;
import dev.clearcut.strict.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which engine the configuration chooses, and what stops the start. */
class ChosenEngineTest {

  @TempDir Path folder;

  @Test
  void anEngineThatNeedsNoModelIsThereWithoutOne() {
    assertThat(choose(Choice.CLASSICAL, null, false)).isInstanceOf(ClassicalEngine.class);
    assertThat(choose(Choice.CLASSICAL, TinyModel.red(folder), false))
        .isInstanceOf(ClassicalEngine.class);
  }

  @ParameterizedTest
  @CsvSource({"AUTO", "ONNX"})
  void aModelThatIsNamedIsTaken(Choice choice) {
    try (Engine engine = choose(choice, TinyModel.red(folder), false)) {
      assertThat(engine)
          .isInstanceOfSatisfying(
              OnnxEngine.class,
              onnx -> {
                assertThat(onnx.card().licence()).isEqualTo("CC0-1.0");
                assertThat(onnx.usage().loaded()).isFalse();
              });
    }
  }

  @Test
  void aModelIsLoadedAtStartWhenThatIsWanted() {
    try (Engine engine = choose(Choice.ONNX, TinyModel.red(folder), true)) {
      assertThat(((OnnxEngine) engine).usage().loaded()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTO", "ONNX"})
  void aModelThatIsNamedAndIsNotThereStopsTheStart(Choice choice) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choose(choice, folder.resolve("none.onnx"), false))
        .withMessageContaining("none.onnx")
        .withMessageContaining("bin/model isnet");
  }

  @Test
  void aModelWithoutACardStopsTheStart() throws IOException {
    Path model = TinyModel.red(folder);
    Files.delete(folder.resolve("red.json"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> choose(Choice.ONNX, model, false))
        .withMessageContaining("has no card")
        .withMessageContaining("red.json");
  }

  @Test
  void aModelThatIsNotTheOneOfItsCardStopsTheStart() throws IOException {
    Path model = TinyModel.red(folder);
    Files.writeString(model, "something else");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> choose(Choice.ONNX, model, false))
        .withMessageContaining("is not the one that its card")
        .withMessageContaining("SHA-256");
  }

  @Test
  void aModelThatCannotBeLoadedStopsTheStartThatLoadsIt() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage.onnx"), "garbage");
    Files.writeString(folder.resolve("garbage.json"), TinyModel.card(garbage));

    assertThatIllegalStateException()
        .isThrownBy(() -> choose(Choice.ONNX, garbage, true))
        .withMessageContaining("garbage.onnx failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'licence': 'CC0-1.0', | `` | licence is missing",
        "'CC0-1.0' | ' ' | licence is missing",
        "'name': 'Red', | `` | name is missing",
        "'source': 'The build', | `` | source is missing",
        "'size': 64 | 'size': 0 | size must be",
        "[256, 256, 256] | [256, 0, 256] | none of them 0",
        "[128, 128, 128] | [128, 128] | mean must be three numbers",
        "[128, 128, 128] | [128, null, 128] | mean must be three numbers",
        "'output': 0 | 'output': -1 | output must be",
        "'none' | 'softmax' | activation",
        "'licence': | 'license': | license"
      })
  void aCardThatIsWrongStopsTheStartWithTheFieldThatIs(String from, String to, String sentence)
      throws IOException {
    Path model = TinyModel.red(folder);
    Path card = folder.resolve("red.json");
    Files.writeString(
        card, Files.readString(card).replace(from.replace('\'', '"'), to.replace('\'', '"')));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> choose(Choice.ONNX, model, false))
        .withMessageContaining("red.json")
        .withMessageContaining(sentence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"isnet", "u2netp", "birefnet-lite"})
  void theCardsThatAreShippedAreWhole(String name) throws Exception {
    String card = Files.readString(Path.of("src/models", name + ".json"));

    assertThat(new StrictJson().read(card, ModelCard.class, "", "").licence())
        .isIn("MIT", "Apache-2.0");
  }

  private static Engine choose(Choice choice, Path model, boolean atStart) {
    return new ChosenEngine()
        .engine(
            new EngineConfig() {
              @Override
              public Choice choice() {
                return choice;
              }

              @Override
              public Optional<Path> model() {
                return Optional.ofNullable(model);
              }

              @Override
              public boolean loadAtStart() {
                return atStart;
              }
            });
  }
}
