package dev.clearcut.mock.admin;

import dev.clearcut.mock.imaging.Engine;
import dev.clearcut.mock.imaging.ModelCard;
import dev.clearcut.mock.imaging.OnnxEngine;
import dev.clearcut.mock.imaging.OnnxEngine.Usage;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;

/** What finds the subjects of photos. */
@Path("/mock/engine")
@UnlessBuildProfile("prod")
public class EngineResource {

  private static final double NANOS_PER_MILLI = 1_000_000;

  private final Engine engine;

  EngineResource(Engine engine) {
    this.engine = engine;
  }

  /**
   * The engine.
   *
   * @param model null when it needs none
   */
  public record View(String engine, Model model) {}

  /** The model of an engine, and what it has done so far. */
  public record Model(
      String name,
      String licence,
      String source,
      String sha256,
      boolean loaded,
      long runs,
      Double medianMillis) {}

  @GET
  public View get() {
    return engine instanceof OnnxEngine onnx
        ? new View("onnx", model(onnx.card(), onnx.usage()))
        : new View("classical", null);
  }

  private static Model model(ModelCard card, Usage usage) {
    return new Model(
        card.name(),
        card.licence(),
        card.source(),
        card.sha256(),
        usage.loaded(),
        usage.runs(),
        usage.median().map(Duration::toNanos).map(nanos -> nanos / NANOS_PER_MILLI).orElse(null));
  }
}
