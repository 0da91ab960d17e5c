package dev.clearcut.cutout;

import static java.util.function.Predicate.not;

import dev.clearcut.api.model.Cutout;
import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.cutout.CutoutRepository.Addition;
import dev.clearcut.photo.PhotoInspector;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.problem.VendorProblems;
import dev.clearcut.rendition.Deliveries;
import dev.clearcut.rendition.Delivery;
import dev.clearcut.rendition.Fulfilment;
import dev.clearcut.rendition.ObjectKeys;
import dev.clearcut.rendition.Prices;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.Renditions;
import dev.clearcut.retention.Deletions;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.usage.Credits;
import dev.clearcut.variant.VariantSpec;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Cutouts: make them, extend them, read them. */
@ApplicationScoped
public class CutoutService {

  private static final Logger LOG = Logger.getLogger(CutoutService.class);

  /** How long somebody waits for what others make who has other work to do meanwhile. */
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final CutoutRepository repository;
  private final PhotoInspector inspector;
  private final Renditions renditions;
  private final Fulfilment fulfilment;
  private final Deliveries deliveries;
  private final Credits credits;
  private final Deletions deletions;
  private final CutoutViews views;
  private final ObjectStore store;

  CutoutService(
      CutoutRepository repository,
      PhotoInspector inspector,
      Renditions renditions,
      Fulfilment fulfilment,
      Deliveries deliveries,
      Credits credits,
      Deletions deletions,
      CutoutViews views,
      ObjectStore store) {
    this.repository = repository;
    this.inspector = inspector;
    this.fulfilment = fulfilment;
    this.deliveries = deliveries;
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
   * A photo that is kept.
   *
   * @param added whether it was not there before
   */
  public record Kept(String cutoutId, boolean added) {}

  /**
   * Keeps a photo, so that the wanted variants can be made of it later.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when they cannot
   */
  public Kept keep(Path image, String fileName, Map<String, VariantSpec> wanted) {
    Picture photo = inspector.uploaded(image);
    VariantSpec.requirePossible(wanted, photo.width(), photo.height());
    return keep(photo, fileName);
  }

  /** Keeps a photo that was inspected. */
  public Kept keep(Picture photo, String fileName) {
    boolean added = repository.find(photo.cutoutId()).isEmpty() && add(photo, fileName);
    return new Kept(photo.cutoutId(), added);
  }

  /**
   * Keeps a photo and results of it that somebody else has had made.
   *
   * @param wanted by name
   * @param results a file for each of the names, which the caller deletes
   * @param credits what each cost, likewise
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when the photo is not usable, 502 when
   *     a result is not what was asked for; then nothing is kept
   */
  public Cutout takeIn(
      Path image,
      String fileName,
      Map<String, VariantSpec> wanted,
      Map<String, Path> results,
      Map<String, BigDecimal> credits) {
    Picture photo = inspector.uploaded(image);
    String id = photo.cutoutId();
    Map<String, Delivery> delivered = new LinkedHashMap<>();
    wanted.forEach(
        (name, spec) ->
            delivered.put(name, deliveries.store(id, spec, results.get(name), credits.get(name))));
    if (repository.find(id).isEmpty()) {
      add(photo, fileName);
    }
    repository.takeIn(id, delivered).forEach(store::delete);
    return get(id);
  }

  /**
   * Passes the photo of a cutout as a file, which is there until {@code reader} returns.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such cutout
   */
  public void readPhoto(String id, Consumer<Path> reader) {
    String key = entity(id).objectKey;
    if (!store.read(key, reader)) {
      throw new IllegalStateException("The store has lost " + key);
    }
  }

  /**
   * A cutout to which a picture was added.
   *
   * @param made whether it was not there before under this name
   */
  public record WithSelected(Cutout cutout, boolean made) {}

  /**
   * Keeps a PNG that a selection made as a variant of its cutout.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such cutout, 409 when
   *     the name already means something else
   */
  public WithSelected addSelected(String id, String name, Picture picture) {
    String key = ObjectKeys.newSelection(id);
    store.put(key, picture.file());
    CutoutRepository.Selected selected = repository.addSelected(id, name, picture, key);
    if (!selected.rendition()) {
      store.delete(key);
    }
    return new WithSelected(get(id), selected.variant());
  }

  /**
   * The id that the cutout of a photo has, or would have.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 422 when the wanted variants cannot be made
   */
  public String inspect(Path image, Map<String, VariantSpec> wanted) {
    Picture photo = inspector.uploaded(image);
    VariantSpec.requirePossible(wanted, photo.width(), photo.height());
    return photo.cutoutId();
  }

  /**
   * Deletes a cutout whose variants all have one of the names, and of which there is no selection:
   * nobody has asked for anything else. One that is busy is left.
   */
  public void deleteUnused(String id, Set<String> names) {
    try {
      if (!repository.isSelectedFrom(id)
          && names.containsAll(
              repository.variants(List.of(id)).stream().map(v -> v.name).toList())) {
        deletions.delete(id);
      }
    } catch (HttpProblem busy) {
      LOG.infof("Cutout %s is kept: %s", id, busy.getDetail());
    }
  }

  /**
   * Makes the wanted variants of a photo that is kept, on this thread.
   *
   * @return empty when all are ready; else when to come back, because somebody else makes one of
   *     them or because the vendor may still be making it
   * @throws io.quarkiverse.resteasy.problem.HttpProblem when one of them cannot be made
   */
  public Optional<Duration> makeReady(String id, Map<String, VariantSpec> wanted) {
    Fulfilment.Begun begun = repository.begin(id, wanted);
    List<String> missing = begun.missing();
    try {
      if (!missing.isEmpty() && !fulfilment.here(null, begun, MOMENT)) {
        return Optional.of(fulfilment.comeBackAfter(missing));
      }
    } catch (BackgroundCutException e) {
      throw VendorProblems.describe(e);
    }
    credits.reused(Prices.OPERATION, Prices.saved(begun.asked()));
    return Optional.empty();
  }

  /**
   * Bytes before rows. When somebody else was faster with the same photo, or an earlier cutout of
   * it is being deleted, the bytes stored here belong to no row.
   */
  private boolean add(Picture photo, String fileName) {
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
    return addition == Addition.ADDED;
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
    boolean later = preferences.mayBeAccepted();
    if (later && isAnyMissing(id, wanted)) {
      fulfilment.requireRoom();
    }
    Fulfilment.Begun begun = later ? null : repository.begin(id, wanted);
    List<Rendition> asked = later ? repository.wantLater(id, wanted) : begun.asked();
    List<String> missing = missing(asked);
    boolean ready =
        missing.isEmpty()
            || (later
                ? fulfilment.await(missing, preferences.patience(fulfilment.patience()))
                : makeHere(atHand, begun));
    credits.reused(Prices.OPERATION, Prices.saved(asked));
    Duration comeBackAfter = ready ? null : fulfilment.comeBackAfter(missing);
    return new Outcome(get(id), !missing.isEmpty(), ready, comeBackAfter);
  }

  private static List<String> missing(List<Rendition> asked) {
    return asked.stream().filter(not(Rendition::isReady)).map(Rendition::id).toList();
  }

  private boolean isAnyMissing(String id, Map<String, VariantSpec> wanted) {
    entity(id);
    return renditions.anyMissing(id, wanted.values());
  }

  private boolean makeHere(Path atHand, Fulfilment.Begun begun) {
    if (!fulfilment.here(atHand, begun, fulfilment.patience())) {
      throw Problems.STILL_BEING_MADE.with(
          "The service is still making this. It goes on by itself: send the same request again to"
              + " get it.",
          fulfilment.comeBackAfter(begun.missing()));
    }
    return true;
  }

  /**
   * One cutout.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is no such cutout
   */
  public Cutout get(String id) {
    return views.of(id);
  }

  private CutoutEntity entity(String id) {
    return repository.find(id).orElseThrow(CutoutRepository::noSuchCutout);
  }
}
