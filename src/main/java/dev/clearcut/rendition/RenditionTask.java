package dev.clearcut.rendition;

import static java.util.function.Predicate.not;

import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.work.Task;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Goes on with the renditions of a cutout that no caller waits for: makes what is to be made and
 * what somebody who died has left, and looks for the results of paid calls whose end nobody saw,
 * also when making them failed. What the vendor was paid for is gone from there in two hours.
 */
@ApplicationScoped
class RenditionTask implements Task {

  static final String NAME = "renditions";

  private static final Logger LOG = Logger.getLogger(RenditionTask.class);

  private final Claims claims;
  private final Renditions renditions;
  private final Producer producer;
  private final Leases leases;
  private final RenditionMetrics metrics;
  private final InstantSource clock;

  RenditionTask(
      Claims claims,
      Renditions renditions,
      Producer producer,
      Leases leases,
      RenditionMetrics metrics,
      InstantSource clock) {
    this.claims = claims;
    this.renditions = renditions;
    this.producer = producer;
    this.leases = leases;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Instant> run(String cutoutId) {
    List<RenditionEntity> open = renditions.open(cutoutId);
    if (!open.isEmpty()) {
      renditions
          .photo(cutoutId)
          .ifPresent(
              photo -> {
                look(photo, open.stream().filter(this::isToBeLookedFor).toList());
                make(photo, open.stream().filter(not(RenditionTask::hasFailed)).toList());
              });
    }
    return renditions.open(cutoutId).stream()
        .map(RenditionEntity::due)
        .filter(Objects::nonNull)
        .min(Instant::compareTo);
  }

  private void look(StoredPhoto photo, List<RenditionEntity> failed) {
    if (!failed.isEmpty()) {
      work(photo, claims.takeToLook(ids(failed)), producer::look);
    }
  }

  private void make(StoredPhoto photo, List<RenditionEntity> unfinished) {
    if (unfinished.isEmpty()) {
      return;
    }
    List<Claim> claimed = claims.takeOver(ids(unfinished));
    List<String> left = ids(unfinished.stream().filter(r -> r.claimHolder != null).toList());
    int takenOver = (int) claimed.stream().filter(claim -> left.contains(claim.id())).count();
    if (takenOver > 0) {
      metrics.takenOver(takenOver);
      LOG.infof("This replica takes over %d renditions of cutout %s", takenOver, photo.cutoutId());
    }
    work(photo, claimed, producer::produce);
  }

  /** Failures that the rows tell are no news; any other goes to the engine. */
  private void work(
      StoredPhoto photo, List<Claim> claimed, BiConsumer<StoredPhoto, List<Claim>> work) {
    if (claimed.isEmpty()) {
      return;
    }
    leases.keep(claimed);
    try {
      work.accept(photo, claimed);
    } catch (BackgroundCutException | HttpProblem e) {
      LOG.warnf(
          "Cutout %s could not be made in the background: %s", photo.cutoutId(), e.getMessage());
    } finally {
      leases.drop(claimed);
    }
  }

  private boolean isToBeLookedFor(RenditionEntity rendition) {
    return hasFailed(rendition)
        && rendition.lookAt != null
        && !rendition.lookAt.isAfter(clock.instant());
  }

  private static boolean hasFailed(RenditionEntity rendition) {
    return rendition.status == RenditionStatus.FAILED;
  }

  private static List<String> ids(List<RenditionEntity> rows) {
    return rows.stream().map(row -> row.id).toList();
  }
}
