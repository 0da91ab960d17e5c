package dev.clearcut.cutout;

import dev.clearcut.usage.Credits;
import dev.clearcut.usage.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Claims on renditions, as rows: whoever wants one made takes the claim first, so that any number
 * of callers and replicas pay once. A claim has a lease, for the case that its holder dies, and a
 * number, which every later statement of the holder names: once somebody else has claimed, it
 * changes nothing and the holder learns of it.
 *
 * <p>Claims are taken in the order of the ids, and nobody waits while holding one that it is not
 * working on; so nobody waits in a circle.
 */
@ApplicationScoped
class Claims {

  private static final String CHARGED =
      """
      repurchases = repurchases + case when credits is null then 0 else 1 end,
      credits = coalesce(credits, 0) + coalesce(unsettledCredits, 0),
      unsettledSince = null, unsettledCredits = null
      """;

  /** This process. */
  private final String holder = UUID.randomUUID().toString();

  private final Instance<EntityManager> entities;
  private final CutoutRepository repository;
  private final Credits credits;
  private final ClaimsConfig config;
  private final InstantSource clock;

  Claims(
      Instance<EntityManager> entities,
      CutoutRepository repository,
      Credits credits,
      ClaimsConfig config,
      InstantSource clock) {
    this.entities = entities;
    this.repository = repository;
    this.credits = credits;
    this.config = config;
    this.clock = clock;
  }

  /** Claims those of the renditions that are not ready and that nobody holds; returns them. */
  @Transactional
  List<RenditionEntity> take(Collection<String> renditionIds) {
    Instant now = clock.instant();
    List<String> taken = renditionIds.stream().sorted().filter(id -> take(id, now)).toList();
    return entities
        .get()
        .createQuery("from RenditionEntity where id in (:ids) order by id", RenditionEntity.class)
        .setParameter("ids", taken)
        .getResultList();
  }

  private boolean take(String renditionId, Instant now) {
    return entities
            .get()
            .createQuery(
                """
                update RenditionEntity set claimNumber = claimNumber + 1, claimHolder = :holder,
                  claimedUntil = :until, status = :pending, failure = null, failureType = null
                where id = :id and status <> :ready
                  and (claimedUntil is null or claimedUntil <= :now)
                """)
            .setParameter("holder", holder)
            .setParameter("until", now.plus(config.lease()))
            .setParameter("pending", VariantStatus.PENDING)
            .setParameter("ready", VariantStatus.READY)
            .setParameter("id", renditionId)
            .setParameter("now", now)
            .executeUpdate()
        == 1;
  }

  /** Makes the lease last from now; false when the claim is lost. */
  @Transactional
  boolean renew(RenditionEntity claimed) {
    return update(claimed, "claimedUntil = :until")
            .setParameter("until", clock.instant().plus(config.lease()))
            .executeUpdate()
        == 1;
  }

  /**
   * Notes, before the vendor is asked, that it is, and what that costs: whoever comes after a crash
   * looks first.
   *
   * @param cutout whose {@link CutoutEntity#uploadedAt} is written down with it
   * @throws ClaimLostException when one of the claims is lost; then nothing is noted
   */
  @Transactional
  void asking(CutoutEntity cutout, Map<RenditionEntity, BigDecimal> prices) {
    repository.uploaded(cutout);
    credits.reserve(Prices.OPERATION, byId(prices.keySet(), prices::get));
    Instant now = clock.instant();
    prices.forEach(
        (rendition, price) -> {
          hold(
              rendition,
              update(
                      rendition,
                      """
                      attempts = attempts + 1, unsettledSince = :now, unsettledCredits = :price,
                      claimedUntil = :until
                      """)
                  .setParameter("now", now)
                  .setParameter("price", price)
                  .setParameter("until", now.plus(config.lease())));
          rendition.attempts++;
          rendition.unsettledSince = now;
          rendition.unsettledCredits = price;
        });
  }

  /** Notes that the end of the call was not seen: it may be under way still. */
  @Transactional
  void unsettled(Collection<RenditionEntity> asked) {
    Instant now = clock.instant();
    asked.forEach(
        rendition -> {
          hold(rendition, update(rendition, "unsettledSince = :now").setParameter("now", now));
          rendition.unsettledSince = now;
        });
  }

  /** Notes that the call has ended; it may have been charged all the same. */
  @Transactional
  void ended(Collection<RenditionEntity> asked) {
    asked.forEach(
        rendition -> {
          hold(rendition, update(rendition, "unsettledSince = null"));
          rendition.unsettledSince = null;
        });
  }

  /** Notes that the call was surely not charged. */
  @Transactional
  void refused(Collection<RenditionEntity> asked) {
    credits.release(asked.stream().map(rendition -> rendition.id).toList());
    asked.forEach(
        rendition -> {
          hold(rendition, update(rendition, "unsettledSince = null, unsettledCredits = null"));
          settled(rendition);
        });
  }

  /**
   * Notes that the last call was charged; for what was charged before, that was once more. And
   * where the results are going to be stored: after a crash they are found there.
   */
  @Transactional
  void charged(Collection<RenditionEntity> asked) {
    book(asked, Outcome.BOUGHT);
    asked.forEach(
        rendition -> {
          String objectKey = Keys.newRendition(rendition);
          hold(
              rendition,
              update(rendition, CHARGED + ", objectKey = :key").setParameter("key", objectKey));
          rendition.objectKey = objectKey;
          addCredits(rendition);
        });
  }

  /** Notes that the last call was charged, as looking for its results has shown. */
  @Transactional
  void found(Collection<RenditionEntity> asked) {
    book(asked, Outcome.FOUND);
    asked.forEach(
        rendition -> {
          hold(rendition, update(rendition, CHARGED));
          addCredits(rendition);
        });
  }

  private void book(Collection<RenditionEntity> asked, Outcome outcome) {
    credits.charged(
        Prices.OPERATION, byId(asked, RenditionEntity::unsettledCreditsOrNone), outcome);
  }

  private static void addCredits(RenditionEntity rendition) {
    rendition.credits = rendition.creditsOrNone().add(rendition.unsettledCreditsOrNone());
    settled(rendition);
  }

  private static void settled(RenditionEntity rendition) {
    rendition.unsettledSince = null;
    rendition.unsettledCredits = null;
  }

  /** Notes what is stored under the rendition's key, and ends the claim. */
  @Transactional
  void ready(RenditionEntity claimed, Photo delivered) {
    hold(
        claimed,
        update(
                claimed,
                """
                status = :ready, failure = null, failureType = null, unsettledSince = null,
                width = :width, height = :height, sizeBytes = :size, sha256 = :sha256,
                readyAt = :now, claimHolder = null, claimedUntil = null
                """)
            .setParameter("ready", VariantStatus.READY)
            .setParameter("width", delivered.width())
            .setParameter("height", delivered.height())
            .setParameter("size", delivered.sizeBytes())
            .setParameter("sha256", delivered.sha256())
            .setParameter("now", clock.instant()));
  }

  /**
   * Notes, before a result is stored, where: after a crash it is found there. The key is new.
   *
   * @throws ClaimLostException when the claim is lost
   */
  @Transactional
  void storing(RenditionEntity claimed) {
    String objectKey = Keys.newRendition(claimed);
    hold(claimed, update(claimed, "objectKey = :key").setParameter("key", objectKey));
    claimed.objectKey = objectKey;
  }

  /** Notes a failure and ends the claims; what is no longer held stays as it is. */
  @Transactional
  void failed(Collection<RenditionEntity> claimed, Failure failure) {
    for (RenditionEntity rendition : claimed) {
      update(
              rendition,
              """
              status = :failed, failure = :sentence, failureType = :type,
              claimHolder = null, claimedUntil = null
              """)
          .setParameter("failed", VariantStatus.FAILED)
          .setParameter("sentence", failure.sentence())
          .setParameter("type", failure.type())
          .executeUpdate();
    }
  }

  /** Ends the claims so that the work is taken over at once, here or by another replica. */
  @Transactional
  void abandon(Collection<RenditionEntity> claimed) {
    for (RenditionEntity rendition : sorted(claimed)) {
      update(rendition, "claimHolder = null, claimedUntil = :now")
          .setParameter("now", clock.instant())
          .executeUpdate();
    }
  }

  /** Ends the claims as if they had never been: nobody takes the work over unasked. */
  @Transactional
  void release(Collection<RenditionEntity> claimed) {
    for (RenditionEntity rendition : claimed) {
      update(rendition, "claimHolder = null, claimedUntil = null").executeUpdate();
    }
  }

  /** Renditions whose claim ran out before they were ready or failed, oldest first. */
  @Transactional
  List<RenditionEntity> abandoned(int most) {
    return entities
        .get()
        .createQuery(
            """
            from RenditionEntity where claimedUntil <= :now and status = :pending
            order by claimedUntil, id
            """,
            RenditionEntity.class)
        .setParameter("now", clock.instant())
        .setParameter("pending", VariantStatus.PENDING)
        .setMaxResults(most)
        .getResultList();
  }

  /** What all replicas have not finished. */
  @Transactional
  OpenWork open() {
    Instant now = clock.instant();
    Optional<Instant> first =
        Optional.ofNullable(
            entities
                .get()
                .createQuery(
                    "select min(claimedUntil) from RenditionEntity where status = :pending",
                    Instant.class)
                .setParameter("pending", VariantStatus.PENDING)
                .getSingleResult());
    return new OpenWork(
        count("RenditionEntity where claimedUntil > :now", now),
        count("RenditionEntity where claimedUntil <= :now and status = 'PENDING'", now),
        first.filter(now::isAfter).map(since -> Duration.between(since, now)).orElse(Duration.ZERO),
        count("DeletionEntity where deletedAt <= :now", now));
  }

  private long count(String what, Instant now) {
    return entities
        .get()
        .createQuery("select count(*) from " + what, Long.class)
        .setParameter("now", now)
        .getSingleResult();
  }

  /** Rows are always locked in this order, so that nobody waits in a circle. */
  private static List<RenditionEntity> sorted(Collection<RenditionEntity> renditions) {
    return renditions.stream().sorted(Comparator.comparing(rendition -> rendition.id)).toList();
  }

  private static Map<String, BigDecimal> byId(
      Collection<RenditionEntity> renditions, Function<RenditionEntity, BigDecimal> price) {
    return renditions.stream().collect(Collectors.toMap(rendition -> rendition.id, price));
  }

  /** An update of the row as long as the claim is the last one. */
  private Query update(RenditionEntity claimed, String assignments) {
    return entities
        .get()
        .createQuery(
            "update RenditionEntity set "
                + assignments
                + " where id = :id and claimNumber = :number and claimHolder = :holder")
        .setParameter("id", claimed.id)
        .setParameter("number", claimed.claimNumber)
        .setParameter("holder", holder);
  }

  private static void hold(RenditionEntity claimed, Query update) {
    if (update.executeUpdate() == 0) {
      throw new ClaimLostException(claimed.id);
    }
  }
}
