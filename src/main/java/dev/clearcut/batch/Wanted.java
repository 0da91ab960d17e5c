package dev.clearcut.batch;

import dev.clearcut.rendition.Prices;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.variant.WrittenVariants;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is made of each photo of a batch, by name, as the batch's row keeps it. */
@Singleton
class Wanted {

  private final WrittenVariants written;

  Wanted(WrittenVariants written) {
    this.written = written;
  }

  String write(Map<String, VariantSpec> wanted) {
    return written.write(wanted);
  }

  Map<String, VariantSpec> of(BatchEntity batch) {
    return written.read(batch.wanted);
  }

  /** What the variants cost for a photo of which some renditions are here. */
  static BigDecimal price(Collection<VariantSpec> wanted, Collection<Rendition> there) {
    Set<String> ready =
        there.stream()
            .filter(Rendition::isReady)
            .map(Rendition::fingerprint)
            .collect(Collectors.toSet());
    Map<String, VariantSpec> missing = new LinkedHashMap<>();
    wanted.stream()
        .filter(spec -> !ready.contains(spec.fingerprint()))
        .forEach(spec -> missing.put(spec.fingerprint(), spec));
    return Prices.total(Prices.ofOneCall(missing.values(), VariantSpec::autocrop));
  }

  /** What those of the renditions that are wanted have cost so far. */
  static BigDecimal spent(Collection<VariantSpec> wanted, Collection<Rendition> there) {
    Set<String> fingerprints =
        wanted.stream().map(VariantSpec::fingerprint).collect(Collectors.toSet());
    return there.stream()
        .filter(rendition -> fingerprints.contains(rendition.fingerprint()))
        .map(Rendition::credits)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
