package dev.clearcut.rendition;

import dev.clearcut.api.model.CutoutData;
import dev.clearcut.api.model.EventType;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.webhook.Webhooks;
import dev.clearcut.work.Engine;
import dev.clearcut.work.Task;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells when all renditions of a cutout have come to rest. Two that end at the same time do not see
 * each other, and to lock both would have those wait who pay. So each change schedules, in its own
 * transaction, that somebody looks when it is committed.
 */
@ApplicationScoped
class RestTask implements Task {

  static final String NAME = "cutout-rest";

  private final EntityManager entities;
  private final Webhooks webhooks;
  private final Engine engine;

  RestTask(EntityManager entities, Webhooks webhooks, Engine engine) {
    this.entities = entities;
    this.webhooks = webhooks;
    this.engine = engine;
  }

  /** One of the cutout's renditions may have come to rest: part of that transaction. */
  void changed(String cutoutId) {
    if (webhooks.isWanted(EventType.CUTOUT_READY, EventType.CUTOUT_FAILED)) {
      engine.schedule(NAME, cutoutId);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  @Transactional
  public Optional<Instant> run(String cutoutId) {
    List<RenditionEntity> all =
        entities
            .createQuery(
                "from RenditionEntity where cutoutId = :id order by id", RenditionEntity.class)
            .setParameter("id", cutoutId)
            .getResultList();
    RenditionStatus status = RenditionStatus.of(all.stream().map(row -> row.status).toList());
    if (!all.isEmpty()
        && (status == RenditionStatus.READY
            || status == RenditionStatus.FAILED && !isTriedAgain(cutoutId))) {
      webhooks.tell(
          status == RenditionStatus.READY ? EventType.CUTOUT_READY : EventType.CUTOUT_FAILED,
          state(all),
          () -> data(cutoutId, status, all));
    }
    return Optional.empty();
  }

  /** Whether a batch has it made again by itself; it says when it does so no more. */
  private boolean isTriedAgain(String cutoutId) {
    return !entities
        .createQuery(
            """
            select i.id from ItemEntity i join BatchEntity b on b.id = i.batchId
            where i.cutoutId = :id and i.status in (:open) and b.startedAt is not null
            """,
            String.class)
        .setParameter("id", cutoutId)
        .setParameter("open", List.of(ItemStatus.WAITING, ItemStatus.WORKING))
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Each time that a rendition is made anew it has another number. */
  private static String state(List<RenditionEntity> all) {
    return all.stream()
        .map(row -> "%s %s %d".formatted(row.id, row.status, row.claimNumber))
        .collect(Collectors.joining("\n"));
  }

  private static CutoutData data(
      String cutoutId, RenditionStatus status, List<RenditionEntity> all) {
    int ready = (int) all.stream().filter(RenditionEntity::isReady).count();
    return new CutoutData(
        cutoutId,
        "/cutouts/" + cutoutId,
        status.shown(),
        ready,
        all.size() - ready,
        all.stream().map(RenditionEntity::creditsOrNone).reduce(BigDecimal.ZERO, BigDecimal::add));
  }
}
