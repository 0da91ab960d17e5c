package dev.clearcut.rendition;

import dev.clearcut.photo.PhotoFormat;
import dev.clearcut.photo.PhotoInspector;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.variant.VariantSpec;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes in results that somebody else has had made. Bytes come before rows, and a row comes into
 * being ready: at no moment could somebody take it for work that is to be paid.
 */
@ApplicationScoped
public class Deliveries {

  private final PhotoInspector inspector;
  private final ObjectStore store;
  private final EntityManager entities;
  private final Renditions renditions;
  private final RestTask rest;
  private final InstantSource clock;

  Deliveries(
      PhotoInspector inspector,
      ObjectStore store,
      EntityManager entities,
      Renditions renditions,
      RestTask rest,
      InstantSource clock) {
    this.inspector = inspector;
    this.store = store;
    this.entities = entities;
    this.renditions = renditions;
    this.rest = rest;
    this.clock = clock;
  }

  /**
   * Checks that a file is what was asked for.
   *
   * @throws HttpProblem 502 when it is not
   */
  Picture verify(Path file, VariantSpec spec) {
    Picture delivered = inspector.delivered(file);
    if (delivered.format() != PhotoFormat.of(spec.format())
        || delivered.pixels() > spec.maxResolution()) {
      throw Problems.VENDOR_FAILED.with(
          "The vendor delivered %s of %d pixels where %s of at most %d was asked for."
              .formatted(
                  delivered.format(), delivered.pixels(), spec.format(), spec.maxResolution()));
    }
    return delivered;
  }

  /**
   * Checks a result and stores it. As long as no row holds it, it is an orphan, which is deleted
   * some day.
   *
   * @throws HttpProblem 502 when it is not what was asked for
   */
  public Delivery store(String cutoutId, VariantSpec spec, Path file, BigDecimal credits) {
    Picture picture = verify(file, spec);
    String key = ObjectKeys.newRendition(cutoutId, spec);
    store.put(key, file);
    return new Delivery(cutoutId, spec, picture, key, credits);
  }

  /**
   * Makes the results ready, as part of the transaction that gives them their names. A result that
   * is there already stays as it is; so does one that somebody is making, or that the vendor may be
   * making for us.
   *
   * @return the objects that are of no use, to be deleted after that transaction
   */
  @Transactional
  public Set<String> takeIn(Collection<Delivery> deliveries) {
    Set<String> unused = new HashSet<>();
    List<Delivery> inOrder =
        deliveries.stream().sorted(Comparator.comparing(Delivery::renditionId)).toList();
    for (Delivery delivery : inOrder) {
      renditions.want(delivery.cutoutId(), List.of(delivery.spec()));
      RenditionEntity row = entities.find(RenditionEntity.class, delivery.renditionId());
      entities.refresh(row, LockModeType.PESSIMISTIC_WRITE);
      if (row.mayBeTakenIn(clock.instant())) {
        row.claimNumber++;
        row.objectKey = delivery.objectKey();
        row.credits = row.creditsOrNone().add(delivery.credits());
        row.ready(delivery.picture(), clock.instant());
        rest.changed(row.cutoutId);
      } else {
        unused.add(delivery.objectKey());
      }
    }
    return unused;
  }
}
