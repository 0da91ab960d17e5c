package dev.clearcut.cutout;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Goes on with the work of holders that died, here or on another replica: nobody may ask for it
 * again, and what the vendor was paid for is gone from there in two hours.
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
    Map<String, List<String>> byCutout =
        claims.abandoned(MOST_AT_A_TIME).stream()
            .collect(groupingBy(r -> r.cutoutId, mapping(r -> r.id, toList())));
    byCutout.forEach(this::takeUp);
  }

  private void takeUp(String cutoutId, List<String> renditionIds) {
    repository
        .find(cutoutId)
        .ifPresent(
            cutout -> {
              List<RenditionEntity> claimed = claims.take(renditionIds);
              if (!claimed.isEmpty() && background.start(cutout, claimed)) {
                steps.takenOver(claimed.size());
                LOG.infof("Going on with %d renditions of cutout %s", claimed.size(), cutoutId);
              } else {
                claims.abandon(claimed);
              }
            });
  }
}
