package dev.clearcut.rendition;

import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.Quality;
import dev.clearcut.variant.VariantSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The name of a result, which every request asks for once a variant. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FingerprintBenchmark {

  private final String cutoutId = "0123456789abcdef0123456789abcdef";
  private final VariantSpec spec =
      VariantSpec.of(KeyFormat.WEBP, Quality.HIGH, 2_000_000, "#ffffff", 90, true);

  /** The id of a rendition: the cutout's, and the fingerprint of its parameters. */
  @Benchmark
  public String renditionId() {
    return Rendition.id(cutoutId, spec);
  }
}
