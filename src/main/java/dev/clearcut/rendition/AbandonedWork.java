package dev.clearcut.rendition;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Goes on with what nobody works on, here or on another replica: the work of holders that died,
 * paid calls whose end nobody saw, and results that are paid for although making them failed.
 * Nobody may ask for it again, and what the vendor was paid for is gone from there in two hours.
 */
@ApplicationScoped
class AbandonedWork {

  private static final Logger LOG = Logger.getLogger(AbandonedWork.class);
  private static final int MOST_AT_A_TIME = 100;

  private final Claims claims;
  private final Renditions renditions;
  private final BackgroundWork background;
  private final RenditionMetrics metrics;

  AbandonedWork(
      Claims claims, Renditions renditions, BackgroundWork background, RenditionMetrics metrics) {
    this.claims = claims;
    this.renditions = renditions;
    this.background = background;
    this.metrics = metrics;
  }

  @Scheduled(
      every = "{clearcut.claims.sweep-every}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void takeUp() {
    int most = Math.min(MOST_AT_A_TIME, background.free());
    if (most > 0) {
      claims.due(most).stream()
          .collect(groupingBy(rendition -> rendition.cutoutId))
          .forEach(this::takeUp);
    }
  }

  private void takeUp(String cutoutId, List<RenditionEntity> due) {
    renditions
        .photo(cutoutId)
        .ifPresent(
            photo -> {
              look(photo, due.stream().filter(AbandonedWork::hasFailed).toList());
              make(photo, due.stream().filter(not(AbandonedWork::hasFailed)).toList());
            });
  }

  private void look(StoredPhoto photo, List<RenditionEntity> failed) {
    List<Claim> claimed = claims.takeToLook(ids(failed));
    if (!claimed.isEmpty() && !background.startLooking(photo, claimed)) {
      claims.abandon(claimed);
    }
  }

  private void make(StoredPhoto photo, List<RenditionEntity> unfinished) {
    List<Claim> claimed = claims.takeOver(ids(unfinished));
    if (claimed.isEmpty()) {
      return;
    }
    if (!background.start(photo, claimed)) {
      claims.abandon(claimed);
      return;
    }
    Set<String> left =
        unfinished.stream().filter(r -> r.claimHolder != null).map(r -> r.id).collect(toSet());
    int takenOver = (int) claimed.stream().filter(claim -> left.contains(claim.id())).count();
    if (takenOver > 0) {
      metrics.takenOver(takenOver);
      LOG.infof("This replica takes over %d renditions of cutout %s", takenOver, photo.cutoutId());
    }
  }

  private static boolean hasFailed(RenditionEntity rendition) {
    return rendition.status == RenditionStatus.FAILED;
  }

  private static List<String> ids(List<RenditionEntity> rows) {
    return rows.stream().map(row -> row.id).toList();
  }
}
