package dev.clearcut.cutout;

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
  private final CutoutRepository repository;
  private final BackgroundWork background;
  private final Steps steps;

  AbandonedWork(
      Claims claims, CutoutRepository repository, BackgroundWork background, Steps steps) {
    this.claims = claims;
    this.repository = repository;
    this.background = background;
    this.steps = steps;
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
    repository
        .find(cutoutId)
        .ifPresent(
            cutout -> {
              StoredPhoto photo = new StoredPhoto(cutout);
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
      steps.takenOver(takenOver);
      LOG.infof("This replica takes over %d renditions of cutout %s", takenOver, photo.cutoutId());
    }
  }

  private static boolean hasFailed(RenditionEntity rendition) {
    return rendition.status == VariantStatus.FAILED;
  }

  private static List<String> ids(List<RenditionEntity> renditions) {
    return renditions.stream().map(rendition -> rendition.id).toList();
  }
}
