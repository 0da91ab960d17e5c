package dev.clearcut.cutout;

import dev.clearcut.api.model.CutoutPage;
import dev.clearcut.api.model.VariantStatus;
import dev.clearcut.rendition.RenditionStatus;
import dev.clearcut.variant.Presets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The cutouts there are, page by page. */
@ApplicationScoped
class CutoutPages {

  private final CutoutRepository repository;
  private final CutoutViews views;
  private final Presets presets;
  private final UriInfo uri;

  /**
   * @param uri of the request at hand
   */
  CutoutPages(CutoutRepository repository, CutoutViews views, Presets presets, UriInfo uri) {
    this.repository = repository;
    this.views = views;
    this.presets = presets;
    this.uri = uri;
  }

  /**
   * The page that a request asks for, by the parameters of the document.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the parameter that is wrong
   */
  CutoutPage page(
      String cursor,
      int limit,
      VariantStatus status,
      String preset,
      String variant,
      Instant createdAfter,
      Instant createdBefore,
      String sha256,
      String fileName) {
    CutoutFilter filter =
        new CutoutFilter(
            status == null ? null : RenditionStatus.valueOf(status.name()),
            variants(preset, variant),
            createdAfter,
            createdBefore,
            sha256,
            fileName,
            cursor == null ? null : Cursor.parse(cursor));
    List<CutoutEntity> found = repository.list(filter, limit + 1);
    if (found.size() <= limit) {
      return new CutoutPage(views.of(found), null);
    }
    List<CutoutEntity> page = found.subList(0, limit);
    return new CutoutPage(views.of(page), next(limit, Cursor.of(page.get(limit - 1))));
  }

  private String next(int limit, Cursor cursor) {
    UriBuilder next = UriBuilder.fromPath("/cutouts");
    uri.getQueryParameters().forEach((name, values) -> next.queryParam(name, values.toArray()));
    return next.replaceQueryParam("limit", limit)
        .replaceQueryParam("cursor", cursor.toString())
        .build()
        .toString();
  }

  private Set<String> variants(String preset, String variant) {
    Set<String> names = new HashSet<>();
    if (preset != null) {
      names.addAll(presets.variants(preset).keySet());
    }
    if (variant != null) {
      names.add(variant);
    }
    return names;
  }
}
