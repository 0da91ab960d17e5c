package dev.clearcut.mock.removal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.util.Optional;

/** What finds the subjects of photos. */
@ConfigMapping(prefix = "clearcut.mock.engine")
interface EngineConfig {

  /**
   * What finds the subjects of photos. {@code classical}: image processing without a model. {@code
   * onnx}: a neural network. {@code auto}: the network where its model is, else the other.
   */
  @WithParentName
  @WithDefault("auto")
  Choice choice();

  /**
   * The file of the model, an ONNX file. Beside it is its card, a JSON file of the same name. When
   * it is not set, the model is {@code .cache/clearcut/models/isnet.onnx} in the home of the user,
   * where {@code bin/model} puts it.
   */
  Optional<Path> model();

  /** Whether the model is loaded at start, and not by the first photo. */
  @WithDefault("false")
  boolean loadAtStart();

  /** The kinds of engines. */
  enum Choice {
    AUTO,
    CLASSICAL,
    ONNX
  }
}
