package dev.clearcut.cutout;

import static java.util.function.Predicate.not;

import dev.clearcut.api.model.Cutout;
import dev.clearcut.cutout.CutoutRepository.Addition;
import dev.clearcut.photo.PhotoInspector;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.Fulfilment;
import dev.clearcut.rendition.ObjectKeys;
import dev.clearcut.rendition.Prices;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.Renditions;
import dev.clearcut.retention.Deletions;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.usage.Credits;
import dev.clearcut.variant.VariantSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Cutouts: make them, extend them, read them. */
@ApplicationScoped
class CutoutService {

  private final CutoutRepository repository;
  private final PhotoInspector inspector;
  private final Renditions renditions;
  private final Fulfilment fulfilment;
  private final Credits credits;
  private final Deletions deletions;
  private final CutoutViews views;
  private final ObjectStore store;

  CutoutService(
      CutoutRepository repository,
      PhotoInspector inspector,
      Renditions renditions,
      Fulfilment fulfilment,
      Credits credits,
      Deletions deletions,
      CutoutViews views,
      ObjectStore store) {
    this.repository = repository;
    this.inspector = inspector;
    this.fulfilment = fulfilment;
    this.renditions = renditions;
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
    Picture photo = inspector.uploaded(image);
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
  private void add(Picture photo, String fileName) {
    String key = ObjectKeys.newSource(photo);
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
  void delete(String id) {
    if (!CutoutRepository.isId(id) || !deletions.delete(id)) {
      throw CutoutRepository.noSuchCutout();
    }
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
    List<Rendition> asked = repository.want(id, wanted);
    List<String> missing =
        asked.stream().filter(not(Rendition::isReady)).map(Rendition::id).toList();
    boolean ready = missing.isEmpty() || fulfil(id, atHand, missing, preferences);
    credits.reused(Prices.OPERATION, Prices.saved(asked));
    Duration comeBackAfter = ready ? null : fulfilment.comeBackAfter(missing);
    return new Outcome(get(id), !missing.isEmpty(), ready, comeBackAfter);
  }

  private boolean isAnyMissing(String id, Map<String, VariantSpec> wanted) {
    entity(id);
    return renditions.anyMissing(id, wanted.values());
  }

  private boolean fulfil(String id, Path atHand, List<String> missing, Preferences preferences) {
    if (preferences.mayBeAccepted()) {
      return fulfilment.inBackground(id, missing, preferences.patience(fulfilment.patience()));
    }
    if (!fulfilment.here(id, atHand, missing, fulfilment.patience())) {
      throw Problems.STILL_BEING_MADE.with(
          "The service is still making this. It goes on by itself: send the same request again to"
              + " get it.",
          fulfilment.comeBackAfter(missing));
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
