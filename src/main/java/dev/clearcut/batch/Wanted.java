package dev.clearcut.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.api.model.VariantRequest;
import dev.clearcut.rendition.Prices;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.variant.VariantSpec;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What is made of each photo of a batch, by name, as the batch's row keeps it. */
@Singleton
class Wanted {

  private final ObjectMapper json;

  Wanted(ObjectMapper json) {
    this.json = json;
  }

  /** As JSON, with every default made explicit: presets may change while a batch goes on. */
  String write(Map<String, VariantSpec> wanted) {
    try {
      return json.writeValueAsString(
          wanted.entrySet().stream().map(it -> it.getValue().request(it.getKey())).toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Map<String, VariantSpec> of(BatchEntity batch) {
    try {
      Map<String, VariantSpec> wanted = new LinkedHashMap<>();
      json.readValue(batch.wanted, new TypeReference<List<VariantRequest>>() {})
          .forEach(variant -> wanted.put(variant.name(), VariantSpec.of(variant)));
      return wanted;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The variants of batch %s".formatted(batch.id), e);
    }
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
