package dev.clearcut.cutout;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.clearcut.api.model.Cutout;
import dev.clearcut.api.model.Delivered;
import dev.clearcut.api.model.Source;
import dev.clearcut.api.model.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Cutouts as callers see them, made of rows. */
@ApplicationScoped
class CutoutViews {

  private final CutoutRepository repository;

  CutoutViews(CutoutRepository repository) {
    this.repository = repository;
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
    Map<String, List<RenditionEntity>> renditions =
        repository.renditionsOf(ids).stream().collect(groupingBy(r -> r.cutoutId));
    return cutouts.stream()
        .map(
            cutout ->
                view(
                    cutout,
                    variants.getOrDefault(cutout.id, List.of()),
                    renditions.getOrDefault(cutout.id, List.of())))
        .toList();
  }

  private static Cutout view(
      CutoutEntity cutout, List<VariantEntity> variants, List<RenditionEntity> renditions) {
    Map<String, RenditionEntity> byId =
        renditions.stream().collect(toMap(rendition -> rendition.id, identity()));
    BigDecimal credits =
        renditions.stream()
            .map(RenditionEntity::creditsOrNone)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Cutout(
        cutout.id,
        cutout.createdAt,
        VariantStatus.of(renditions.stream().map(rendition -> rendition.status).toList()).shown(),
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

  private static Variant view(VariantEntity variant, RenditionEntity rendition) {
    boolean ready = rendition.status == VariantStatus.READY;
    return new Variant(
        variant.name,
        rendition.status.shown(),
        rendition.spec().requested(),
        ready
            ? new Delivered(
                PhotoFormat.of(rendition.format).mediaType(),
                rendition.width,
                rendition.height,
                rendition.sizeBytes,
                rendition.sha256)
            : null,
        rendition.creditsOrNone(),
        rendition.attempts,
        rendition.repurchases,
        rendition.failure,
        ready ? "/cutouts/%s/variants/%s".formatted(variant.cutoutId, variant.name) : null);
  }
}
