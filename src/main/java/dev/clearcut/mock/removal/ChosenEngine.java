package dev.clearcut.mock.removal;

import dev.clearcut.mock.imaging.ClassicalEngine;
import dev.clearcut.mock.imaging.Engine;
import dev.clearcut.mock.imaging.ModelCard;
import dev.clearcut.mock.imaging.OnnxEngine;
import dev.clearcut.mock.removal.EngineConfig.Choice;
import dev.clearcut.strict.StrictJson;
import dev.clearcut.strict.UnreadableJson;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;
import org.jboss.logging.Logger;

/**
 * The engine that the operator chose. No request has a say in it: a model from elsewhere is code
 * from elsewhere.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
class ChosenEngine {

  private static final Logger LOG = Logger.getLogger(ChosenEngine.class);
  private static final Path USUAL = Path.of(".cache", "clearcut", "models", "isnet.onnx");

  @Produces
  @Singleton
  @Startup
  Engine engine(EngineConfig config) {
    Path model =
        config.model().orElseGet(() -> Path.of(System.getProperty("user.home")).resolve(USUAL));
    boolean isWanted = config.choice() == Choice.ONNX || config.model().isPresent();
    if (config.choice() == Choice.CLASSICAL || (!isWanted && !Files.exists(model))) {
      return new ClassicalEngine();
    }
    if (!Files.isRegularFile(model)) {
      throw new IllegalArgumentException(
          "There is no model in %s. Get one with bin/model isnet, name its file by clearcut.mock.engine.model, or set clearcut.mock.engine to classical."
              .formatted(model));
    }
    OnnxEngine engine = new OnnxEngine(model, card(model));
    LOG.infof(
        "%s finds the subjects of photos (%s; licence: %s)",
        engine.card().name(), model, engine.card().licence());
    if (config.loadAtStart()) {
      engine.load();
    }
    return engine;
  }

  void end(@Disposes Engine engine) {
    engine.close();
  }

  /** What is known of a model: of these very bytes, and with a licence. */
  private static ModelCard card(Path model) {
    Path file =
        model.resolveSibling(model.getFileName().toString().replaceFirst("\\.[^.]*$", ".json"));
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "The model %s has no card: %s says what it takes, where it is from and under which licence. There are cards in src/models."
              .formatted(model, file));
    }
    ModelCard card = read(file);
    String sha256 = sha256(model);
    if (!sha256.equals(card.sha256())) {
      throw new IllegalArgumentException(
          "The model %s is not the one that its card %s describes: its SHA-256 is %s, and that of the card %s. Get it again, or write a card for it."
              .formatted(model, file, sha256, card.sha256()));
    }
    return card;
  }

  private static ModelCard read(Path file) {
    try {
      ModelCard card =
          new StrictJson()
              .read(Files.readString(file), ModelCard.class, "", "It is not a JSON object.");
      if (card == null) {
        throw new IllegalArgumentException("The card %s is empty.".formatted(file));
      }
      return card;
    } catch (UnreadableJson e) {
      throw new IllegalArgumentException("The card %s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      return DigestUtils.sha256Hex(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
