package dev.clearcut.cutout;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.clearcut.api.model.Action;
import dev.clearcut.api.model.Budget;
import dev.clearcut.api.model.Estimate;
import dev.clearcut.api.model.PlannedVariant;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.photo.PhotoInspector;
import dev.clearcut.photo.Picture;
import dev.clearcut.rendition.Prices;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.Renditions;
import dev.clearcut.usage.Allowance;
import dev.clearcut.usage.Credits;
import dev.clearcut.variant.VariantSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a request would do and cost, after the same checks as the request itself. Calls nobody
 * and writes nothing.
 */
@ApplicationScoped
class Estimator {

  private final CutoutRepository repository;
  private final Renditions renditions;
  private final PhotoInspector inspector;
  private final Credits credits;
  private final InstantSource clock;

  Estimator(
      CutoutRepository repository,
      Renditions renditions,
      PhotoInspector inspector,
      Credits credits,
      InstantSource clock) {
    this.repository = repository;
    this.renditions = renditions;
    this.inspector = inspector;
    this.credits = credits;
    this.clock = clock;
  }

  /**
   * For a photo.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem as making the cutout would
   */
  Estimate ofPhoto(Path image, Map<String, VariantSpec> wanted) {
    Picture photo = inspector.uploaded(image);
    VariantSpec.requirePossible(wanted, photo.width(), photo.height());
    String id = photo.cutoutId();
    return estimate(id, repository.find(id), wanted);
  }

  /**
   * For more variants of a cutout.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem as making them would
   */
  Estimate ofCutout(String id, Map<String, VariantSpec> wanted) {
    CutoutEntity cutout = repository.find(id).orElseThrow(CutoutRepository::noSuchCutout);
    VariantSpec.requirePossible(wanted, cutout.width, cutout.height);
    return estimate(id, Optional.of(cutout), wanted);
  }

  private Estimate estimate(
      String id, Optional<CutoutEntity> cutout, Map<String, VariantSpec> wanted) {
    checkNames(id, wanted);
    Map<String, Rendition> there =
        renditions.of(List.of(id)).stream().collect(toMap(Rendition::fingerprint, identity()));
    Map<String, VariantSpec> toBuy = new LinkedHashMap<>();
    Map<String, Action> actions = new LinkedHashMap<>();
    wanted.forEach(
        (name, spec) -> {
          Action action = action(there.get(spec.fingerprint()));
          boolean first =
              action != Action.REUSE && toBuy.putIfAbsent(spec.fingerprint(), spec) == null;
          actions.put(name, first ? action : Action.REUSE);
        });
    Map<String, BigDecimal> prices =
        Prices.ofOneCall(toBuy.keySet(), fingerprint -> toBuy.get(fingerprint).autocrop());
    BigDecimal total = Prices.total(prices);
    Allowance allowance = credits.allowance(total);
    return new Estimate(
        id,
        cutout.isPresent(),
        !toBuy.isEmpty() && cutout.filter(this::isAtVendor).isEmpty(),
        wanted.entrySet().stream()
            .map(
                entry ->
                    planned(entry.getKey(), entry.getValue(), actions.get(entry.getKey()), prices))
            .toList(),
        total,
        allowance.refusal().isEmpty(),
        allowance.refusal().orElse(null),
        budget(allowance));
  }

  private void checkNames(String id, Map<String, VariantSpec> wanted) {
    for (VariantEntity variant : repository.variants(List.of(id))) {
      VariantSpec spec = wanted.get(variant.name);
      if (spec != null && !variant.renditionId.equals(Rendition.id(id, spec))) {
        throw CutoutRepository.nameTaken(variant.name);
      }
    }
  }

  private static PlannedVariant planned(
      String name, VariantSpec spec, Action action, Map<String, BigDecimal> prices) {
    return new PlannedVariant(
        name,
        action,
        spec.requested(),
        action == Action.REUSE ? BigDecimal.ZERO : prices.get(spec.fingerprint()));
  }

  private static Action action(Rendition there) {
    if (there == null) {
      return Action.BUY;
    }
    if (there.isReady()) {
      return Action.REUSE;
    }
    return there.attempts() == 0 ? Action.BUY : Action.LOOK;
  }

  private boolean isAtVendor(CutoutEntity cutout) {
    return cutout.uploadedAt != null
        && clock.instant().isBefore(cutout.uploadedAt.plus(BackgroundCut.KEEPS_FILES));
  }

  private static Budget budget(Allowance allowance) {
    return allowance
        .dailyBudget()
        .map(daily -> new Budget(daily, allowance.committed(), allowance.resetsAt()))
        .orElse(null);
  }
}
