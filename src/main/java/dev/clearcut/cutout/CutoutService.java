package dev.clearcut.cutout;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.clearcut.cutout.Cutout.Delivered;
import dev.clearcut.cutout.Cutout.Source;
import dev.clearcut.cutout.Cutout.Variant;
import dev.clearcut.problem.Problems;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.usage.Credits;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Cutouts: make them, extend them, read them. */
@ApplicationScoped
public class CutoutService {

  private static final Duration COME_BACK = Duration.ofSeconds(2);

  private final CutoutRepository repository;
  private final PhotoInspector inspector;
  private final Fulfilment fulfilment;
  private final ClaimsConfig claims;
  private final Credits credits;
  private final Deletions deletions;
  private final ObjectStore store;

  CutoutService(
      CutoutRepository repository,
      PhotoInspector inspector,
      Fulfilment fulfilment,
      ClaimsConfig claims,
      Credits credits,
      Deletions deletions,
      ObjectStore store) {
    this.repository = repository;
    this.inspector = inspector;
    this.fulfilment = fulfilment;
    this.claims = claims;
    this.credits = credits;
    this.deletions = deletions;
    this.store = store;
  }

  /** A cutout, and whether anything of it was made just now. */
  record Outcome(Cutout cutout, boolean made) {}

  /** Bytes to send, with what the headers say of them. */
  record Content(
      String mediaType, String fileName, long size, String sha256, Supplier<InputStream> bytes) {}

  /** Makes the wanted variants of a photo; those that are there already cost nothing. */
  Outcome create(Path image, String fileName, Map<String, VariantSpec> wanted) {
    Photo photo = inspector.uploaded(image);
    String id = photo.cutoutId();
    if (repository.find(id).isEmpty()) {
      add(photo, fileName);
    }
    return extend(id, wanted);
  }

  /**
   * Bytes before rows. When somebody else was faster with the same photo, or an earlier cutout of
   * it is being deleted, the bytes stored here belong to no row.
   */
  private void add(Photo photo, String fileName) {
    String key = Keys.newSource(photo);
    store.put(key, photo.file());
    do {
      deletions.makeWay(photo.cutoutId());
    } while (!repository.add(photo, fileName, key));
    if (repository.find(photo.cutoutId()).filter(row -> row.objectKey.equals(key)).isEmpty()) {
      store.delete(key);
    }
  }

  /**
   * Deletes a cutout here, and at the vendor now or as soon as it can be reached.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such cutout, 409 while
   *     something of it is being made
   */
  public void delete(String id) {
    deletions.delete(id);
  }

  /** Makes more variants of a cutout's photo. */
  Outcome extend(String id, Map<String, VariantSpec> wanted) {
    entity(id);
    repository.want(id, wanted);
    List<String> renditions =
        wanted.values().stream().map(spec -> Keys.renditionId(id, spec)).distinct().toList();
    boolean made = repository.anyMissing(renditions);
    BigDecimal saved = Prices.saved(repository.renditions(renditions));
    if (!fulfilment.here(id, renditions, claims.patience())) {
      throw Problems.STILL_BEING_MADE.with(
          "Another request is having this made and has not finished yet. Send the same request"
              + " again.",
          COME_BACK);
    }
    credits.reused(Prices.OPERATION, saved);
    return new Outcome(get(id), made);
  }

  Cutout get(String id) {
    CutoutEntity cutout = entity(id);
    List<RenditionEntity> renditions = repository.renditions(id);
    Map<String, RenditionEntity> byId =
        renditions.stream().collect(toMap(rendition -> rendition.id, identity()));
    BigDecimal credits =
        renditions.stream()
            .map(RenditionEntity::creditsOrNone)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Cutout(
        id,
        cutout.createdAt,
        new Source(
            cutout.fileName,
            cutout.format.mediaType(),
            cutout.width,
            cutout.height,
            cutout.sizeBytes,
            cutout.sha256,
            URI.create("/cutouts/" + id + "/source")),
        repository.variants(id).stream()
            .map(variant -> view(variant, byId.get(variant.renditionId)))
            .toList(),
        credits);
  }

  Content source(String id) {
    CutoutEntity cutout = entity(id);
    return new Content(
        cutout.format.mediaType(),
        "%s-source.%s".formatted(id, cutout.format.extension()),
        cutout.sizeBytes,
        cutout.sha256,
        () -> bytes(cutout.objectKey));
  }

  Content variant(String id, String name) {
    entity(id);
    RenditionEntity rendition =
        repository
            .rendition(id, name)
            .orElseThrow(
                () ->
                    Problems.NO_SUCH_RESOURCE.with(
                        "This cutout has no variant \"%s\". POST /cutouts/%s/variants makes one."
                            .formatted(name, id)));
    if (rendition.status != VariantStatus.READY) {
      throw Problems.NO_SUCH_RESOURCE.with(
          "The variant \"%s\" is not ready. Ask for it again with POST /cutouts/%s/variants."
              .formatted(name, id));
    }
    PhotoFormat format = PhotoFormat.of(rendition.format);
    return new Content(
        format.mediaType(),
        "%s-%s.%s".formatted(id, name, format.extension()),
        rendition.sizeBytes,
        rendition.sha256,
        () -> bytes(rendition.objectKey));
  }

  private CutoutEntity entity(String id) {
    return repository.find(id).orElseThrow(CutoutRepository::noSuchCutout);
  }

  private InputStream bytes(String key) {
    return store
        .open(key)
        .orElseThrow(() -> new IllegalStateException("The store has lost " + key));
  }

  private static Variant view(VariantEntity variant, RenditionEntity rendition) {
    boolean ready = rendition.status == VariantStatus.READY;
    return new Variant(
        variant.name,
        rendition.status,
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
        rendition.failure,
        ready
            ? URI.create("/cutouts/%s/variants/%s".formatted(variant.cutoutId, variant.name))
            : null);
  }
}
