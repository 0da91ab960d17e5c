package dev.clearcut.cutout;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.clearcut.api.model.Cutout;
import dev.clearcut.api.model.Source;
import dev.clearcut.api.model.Variant;
import dev.clearcut.download.FileName;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.RenditionStatus;
import dev.clearcut.rendition.Renditions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Cutouts as callers see them, made of rows. */
@ApplicationScoped
class CutoutViews {

  private final CutoutRepository repository;
  private final Renditions renditions;

  CutoutViews(CutoutRepository repository, Renditions renditions) {
    this.repository = repository;
    this.renditions = renditions;
  }

  /**
   * One cutout, as it is now.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such cutout
   */
  @Transactional
  Cutout of(String id) {
    return of(List.of(repository.find(id).orElseThrow(CutoutRepository::noSuchCutout))).get(0);
  }

  /** In the same order; two queries, however many. */
  @Transactional
  List<Cutout> of(List<CutoutEntity> cutouts) {
    List<String> ids = cutouts.stream().map(cutout -> cutout.id).toList();
    Map<String, List<VariantEntity>> variants =
        repository.variants(ids).stream().collect(groupingBy(variant -> variant.cutoutId));
    Map<String, List<Rendition>> made =
        renditions.of(ids).stream().collect(groupingBy(Rendition::cutoutId));
    return cutouts.stream()
        .map(
            cutout ->
                view(
                    cutout,
                    variants.getOrDefault(cutout.id, List.of()),
                    made.getOrDefault(cutout.id, List.of())))
        .toList();
  }

  private static Cutout view(
      CutoutEntity cutout, List<VariantEntity> variants, List<Rendition> renditions) {
    Map<String, Rendition> byId = renditions.stream().collect(toMap(Rendition::id, identity()));
    BigDecimal credits =
        renditions.stream().map(Rendition::credits).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Cutout(
        cutout.id,
        cutout.createdAt,
        RenditionStatus.of(renditions.stream().map(Rendition::status).toList()).shown(),
        new Source(
            FileName.of(cutout.fileName),
            cutout.format.mediaType(),
            cutout.width,
            cutout.height,
            cutout.sizeBytes,
            cutout.sha256,
            "/cutouts/" + cutout.id + "/source"),
        variants.stream().map(variant -> view(variant, byId.get(variant.renditionId))).toList(),
        credits);
  }

  private static Variant view(VariantEntity variant, Rendition rendition) {
    return new Variant(
        variant.name,
        rendition.status().shown(),
        rendition.origin(),
        rendition.spec() == null ? null : rendition.spec().requested(),
        rendition.delivered(),
        rendition.credits(),
        rendition.attempts(),
        rendition.repurchases(),
        rendition.failure(),
        rendition.isReady()
            ? "/cutouts/%s/variants/%s".formatted(variant.cutoutId, variant.name)
            : null);
  }
}
