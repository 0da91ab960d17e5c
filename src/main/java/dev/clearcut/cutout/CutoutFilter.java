package dev.clearcut.cutout;

import dev.clearcut.rendition.RenditionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which cutouts are wanted; null, and an empty set, is any.
 *
 * @param variants names that it must have, all of them
 * @param createdAfter exclusive
 * @param createdBefore exclusive
 * @param fileName part of the photo's name, in upper or lower case
 * @param after where the last page ended
 */
record CutoutFilter(
    RenditionStatus status,
    Set<String> variants,
    Instant createdAfter,
    Instant createdBefore,
    String sha256,
    String fileName,
    Cursor after) {

  /** A condition on a {@code CutoutEntity c}, and its parameters. */
  record Condition(String text, Map<String, Object> parameters) {}

  Condition condition() {
    List<String> texts = new ArrayList<>(List.of("1 = 1"));
    Map<String, Object> parameters = new LinkedHashMap<>();
    if (status != null) {
      texts.add(condition(status, parameters));
    }
    int number = 0;
    for (String variant : variants) {
      String name = "variant" + number++;
      texts.add(
          "exists (select v.id from VariantEntity v where v.cutoutId = c.id and v.name = :%s)"
              .formatted(name));
      parameters.put(name, variant);
    }
    if (createdAfter != null) {
      texts.add("c.createdAt > :createdAfter");
      parameters.put("createdAfter", createdAfter);
    }
    if (createdBefore != null) {
      texts.add("c.createdAt < :createdBefore");
      parameters.put("createdBefore", createdBefore);
    }
    if (sha256 != null) {
      texts.add("c.sha256 = :sha256");
      parameters.put("sha256", sha256.toLowerCase(Locale.ROOT));
    }
    if (fileName != null) {
      texts.add("lower(c.fileName) like :fileName escape '!'");
      parameters.put(
          "fileName", "%" + fileName.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%");
    }
    if (after != null) {
      texts.add("(c.createdAt < :at or c.createdAt = :at and c.id < :id)");
      parameters.put("at", after.createdAt());
      parameters.put("id", after.id());
    }
    return new Condition(String.join(" and ", texts), parameters);
  }

  /** The status of a cutout is that of its variants: see {@link RenditionStatus#of}. */
  private static String condition(RenditionStatus status, Map<String, Object> parameters) {
    String any = "exists (select r.id from RenditionEntity r where r.cutoutId = c.id and r.status";
    parameters.put("pending", RenditionStatus.PENDING);
    if (status == RenditionStatus.PENDING) {
      return any + " = :pending)";
    }
    parameters.put("failed", RenditionStatus.FAILED);
    return status == RenditionStatus.FAILED
        ? any + " = :failed) and not " + any + " = :pending)"
        : "not " + any + " in (:pending, :failed))";
  }
}
