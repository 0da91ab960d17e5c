package dev.clearcut.cutout;

import dev.clearcut.api.CutoutsApi;
import dev.clearcut.api.model.CutoutPage;
import dev.clearcut.api.model.VariantRequest;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.RenditionStatus;
import dev.clearcut.variant.Presets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The cutouts there are, page by page. */
@ApplicationScoped
class CutoutPages {

  private static final int LEAST = CutoutsApi.LIST_CUTOUTS_LIMIT_MINIMUM;
  private static final int MOST = CutoutsApi.LIST_CUTOUTS_LIMIT_MAXIMUM;

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
   * The page that a request asks for; its parameters are those of the document, as they were sent.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 naming the parameter that is wrong
   */
  CutoutPage page(
      String cursor,
      String limit,
      String status,
      String preset,
      String variant,
      String createdAfter,
      String createdBefore,
      String sha256,
      String fileName) {
    int most = limit(limit);
    CutoutFilter filter =
        new CutoutFilter(
            status(status),
            variants(preset, variant),
            instant("createdAfter", createdAfter),
            instant("createdBefore", createdBefore),
            sha256(sha256),
            fileName(fileName),
            isGiven(cursor) ? Cursor.parse(cursor) : null);
    List<CutoutEntity> found = repository.list(filter, most + 1);
    if (found.size() <= most) {
      return new CutoutPage(views.of(found), null);
    }
    List<CutoutEntity> page = found.subList(0, most);
    return new CutoutPage(views.of(page), next(most, Cursor.of(page.get(most - 1))));
  }

  private String next(int limit, Cursor cursor) {
    UriBuilder next = UriBuilder.fromPath("/cutouts");
    uri.getQueryParameters().forEach((name, values) -> next.queryParam(name, values.toArray()));
    return next.replaceQueryParam("limit", limit)
        .replaceQueryParam("cursor", cursor.toString())
        .build()
        .toString();
  }

  private static boolean isGiven(String parameter) {
    return parameter != null && !parameter.isEmpty();
  }

  private static int limit(String limit) {
    if (!isGiven(limit)) {
      return CutoutsApi.LIST_CUTOUTS_LIMIT_DEFAULT;
    }
    if (!limit.matches("\\d{1,3}")
        || Integer.parseInt(limit) < LEAST
        || Integer.parseInt(limit) > MOST) {
      throw Problems.INVALID_REQUEST.with(
          "limit must be a whole number from %d to %d.".formatted(LEAST, MOST));
    }
    return Integer.parseInt(limit);
  }

  private static RenditionStatus status(String status) {
    if (!isGiven(status)) {
      return null;
    }
    return Arrays.stream(RenditionStatus.values())
        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(status))
        .findFirst()
        .orElseThrow(
            () ->
                Problems.INVALID_REQUEST.with(
                    "status: \"%s\" is not one of pending, ready, failed.".formatted(status)));
  }

  private Set<String> variants(String preset, String variant) {
    Set<String> names = new HashSet<>();
    if (isGiven(preset)) {
      names.addAll(presets.variants(preset).keySet());
    }
    if (isGiven(variant)) {
      if (!variant.matches(VariantRequest.NAME_PATTERN)) {
        throw Problems.INVALID_REQUEST.with(
            "variant must be 1 to 63 lower-case letters, digits and hyphens.");
      }
      names.add(variant);
    }
    return names;
  }

  private static Instant instant(String field, String text) {
    if (!isGiven(text)) {
      return null;
    }
    try {
      return InstantParser.parse(text);
    } catch (DateTimeException e) {
      throw Problems.INVALID_REQUEST.with(field + " must be a time such as 2026-11-21T05:47:38Z.");
    }
  }

  private static String fileName(String part) {
    if (!isGiven(part)) {
      return null;
    }
    if (part.length() > 255 || part.chars().anyMatch(Character::isISOControl)) {
      throw Problems.INVALID_REQUEST.with(
          "fileName must be at most 255 characters, none of them a control character.");
    }
    return part;
  }

  private static String sha256(String sha256) {
    if (!isGiven(sha256)) {
      return null;
    }
    if (!sha256.matches("[0-9A-Fa-f]{64}")) {
      throw Problems.INVALID_REQUEST.with("sha256 must be 64 hexadecimal digits.");
    }
    return sha256;
  }
}
