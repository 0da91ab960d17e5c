package dev.clearcut.cutout;

import dev.clearcut.api.model.Cutout;
import dev.clearcut.cutout.CutoutRepository.Addition;
import dev.clearcut.problem.Problems;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.usage.Credits;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Cutouts: make them, extend them, read them. */
@ApplicationScoped
public class CutoutService {

  private final CutoutRepository repository;
  private final PhotoInspector inspector;
  private final Fulfilment fulfilment;
  private final ClaimsConfig claims;
  private final Credits credits;
  private final Deletions deletions;
  private final CutoutViews views;
  private final ObjectStore store;

  CutoutService(
      CutoutRepository repository,
      PhotoInspector inspector,
      Fulfilment fulfilment,
      ClaimsConfig claims,
      Credits credits,
      Deletions deletions,
      CutoutViews views,
      ObjectStore store) {
    this.repository = repository;
    this.inspector = inspector;
    this.fulfilment = fulfilment;
    this.claims = claims;
    this.credits = credits;
    this.deletions = deletions;
    this.views = views;
    this.store = store;
  }

  /**
   * A cutout as it is after a request.
   *
   * @param made whether anything of it was not there before
   * @param ready whether all that was asked for is there now
   * @param comeBackAfter when to ask again for what is not there; null when all of it is
   */
  record Outcome(Cutout cutout, boolean made, boolean ready, Duration comeBackAfter) {}

  /** Makes the wanted variants of a photo; those that are there already cost nothing. */
  Outcome create(
      Path image, String fileName, Map<String, VariantSpec> wanted, Preferences preferences) {
    Photo photo = inspector.uploaded(image);
    VariantSpec.requirePossible(wanted, photo.width(), photo.height());
    String id = photo.cutoutId();
    if (repository.find(id).isEmpty()) {
      add(photo, fileName);
    }
    return make(id, photo.file(), wanted, preferences);
  }

  /**
   * Bytes before rows. When somebody else was faster with the same photo, or an earlier cutout of
   * it is being deleted, the bytes stored here belong to no row.
   */
  private void add(Photo photo, String fileName) {
    String key = Keys.newSource(photo);
    store.put(key, photo.file());
    Addition addition = repository.add(photo, fileName, key);
    while (addition == Addition.IN_THE_WAY) {
      deletions.makeWay(photo.cutoutId());
      addition = repository.add(photo, fileName, key);
    }
    if (addition == Addition.THERE_ALREADY) {
      store.delete(key);
    }
  }

  /**
   * Deletes a cutout; what is left of it in the store and at the vendor goes in the background.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such cutout, 409 while
   *     something of it is being made
   */
  public void delete(String id) {
    deletions.delete(id);
  }

  /** Makes more variants of a cutout's photo. */
  Outcome extend(String id, Map<String, VariantSpec> wanted, Preferences preferences) {
    CutoutEntity cutout = entity(id);
    VariantSpec.requirePossible(wanted, cutout.width, cutout.height);
    return make(id, null, wanted, preferences);
  }

  private Outcome make(
      String id, Path atHand, Map<String, VariantSpec> wanted, Preferences preferences) {
    if (preferences.mayBeAccepted() && isAnyMissing(id, wanted)) {
      fulfilment.requireRoom();
    }
    List<RenditionEntity> renditions = repository.want(id, wanted);
    boolean missing = !renditions.stream().allMatch(RenditionEntity::isReady);
    boolean ready = fulfil(id, atHand, renditions, preferences);
    credits.reused(Prices.OPERATION, Prices.saved(renditions));
    Duration comeBackAfter = ready ? null : fulfilment.comeBackAfter(renditions);
    return new Outcome(get(id), missing, ready, comeBackAfter);
  }

  private boolean isAnyMissing(String id, Map<String, VariantSpec> wanted) {
    entity(id);
    return repository.anyMissing(
        wanted.values().stream().map(spec -> Keys.renditionId(id, spec)).distinct().toList());
  }

  private boolean fulfil(
      String id, Path atHand, List<RenditionEntity> renditions, Preferences preferences) {
    if (preferences.mayBeAccepted()) {
      return fulfilment.inBackground(id, renditions, preferences.patience(claims.patience()));
    }
    if (!fulfilment.here(id, atHand, renditions, claims.patience())) {
      throw Problems.STILL_BEING_MADE.with(
          "The service is still making this. It goes on by itself: send the same request again to"
              + " get it.",
          fulfilment.comeBackAfter(renditions));
    }
    return true;
  }

  /**
   * One cutout.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such cutout
   */
  Cutout get(String id) {
    return views.of(id);
  }

  private CutoutEntity entity(String id) {
    return repository.find(id).orElseThrow(CutoutRepository::noSuchCutout);
  }
}
