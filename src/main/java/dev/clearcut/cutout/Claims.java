package dev.clearcut.cutout;

import dev.clearcut.DatabaseClock;
import dev.clearcut.api.model.Outcome;
import dev.clearcut.usage.Credits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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
      unsettledUntil = null, unsettledCredits = null
      """;

  /** Soon enough for whoever waits, seldom enough for the vendor. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** This process. */
  private final String holder = UUID.randomUUID().toString();

  private final Instance<EntityManager> entities;
  private final CutoutRepository repository;
  private final Credits credits;
  private final ClaimsConfig config;
  private final PaidCallLimit paidCallLimit;
  private final DatabaseClock databaseClock;
  private final InstantSource clock;

  Claims(
      Instance<EntityManager> entities,
      CutoutRepository repository,
      Credits credits,
      ClaimsConfig config,
      PaidCallLimit paidCallLimit,
      DatabaseClock databaseClock,
      InstantSource clock) {
    this.entities = entities;
    this.repository = repository;
    this.credits = credits;
    this.config = config;
    this.paidCallLimit = paidCallLimit;
    this.databaseClock = databaseClock;
    this.clock = clock;
  }

  /**
   * Claims those of the renditions that are not ready and that nobody makes; returns them. Whoever
   * claims what has failed before begins anew; somebody who only looks for it is displaced.
   */
  @Transactional
  List<RenditionEntity> take(Collection<String> renditionIds) {
    return take(
        renditionIds,
        """
        status = :pending, failure = null, failureType = null, lookAt = null,
        unseenCalls = case when status = :pending then unseenCalls else 0 end
        """,
        "(status = :failed or status = :pending and (%s))".formatted(RenditionEntity.IS_FREE),
        Map.of("pending", VariantStatus.PENDING, "failed", VariantStatus.FAILED));
  }

  /** Claims those of the renditions that are being made and that nobody makes any more. */
  @Transactional
  List<RenditionEntity> takeOver(Collection<String> renditionIds) {
    return take(
        renditionIds,
        "status = :pending",
        "status = :pending and (%s)".formatted(RenditionEntity.IS_FREE),
        Map.of("pending", VariantStatus.PENDING));
  }

  /** Claims those of the failed renditions that nobody holds, only to look for their results. */
  @Transactional
  List<RenditionEntity> takeToLook(Collection<String> renditionIds) {
    return take(
        renditionIds,
        "status = :failed",
        "status = :failed and (%s)".formatted(RenditionEntity.IS_FREE),
        Map.of("failed", VariantStatus.FAILED));
  }

  private List<RenditionEntity> take(
      Collection<String> renditionIds, String changes, String free, Map<String, Object> values) {
    databaseClock.measure();
    Instant now = clock.instant();
    String statement =
        """
        update RenditionEntity set claimNumber = claimNumber + 1, claimHolder = :holder,
          claimedUntil = :until, %s
        where id = :id and %s
        """
            .formatted(changes, free);
    List<String> taken = new ArrayList<>();
    for (String id : renditionIds.stream().sorted().toList()) {
      Query update =
          entities
              .get()
              .createQuery(statement)
              .setParameter("holder", holder)
              .setParameter("until", now.plus(config.lease()))
              .setParameter("id", id)
              .setParameter("now", now);
      values.forEach(update::setParameter);
      if (update.executeUpdate() == 1) {
        taken.add(id);
      }
    }
    return entities
        .get()
        .createQuery("from RenditionEntity where id in (:ids) order by id", RenditionEntity.class)
        .setParameter("ids", taken)
        .getResultList();
  }

  /** Makes the leases last from now, those that this process holds still, by one statement. */
  @Transactional
  void renew(Collection<RenditionEntity> claimed) {
    databaseClock.measure();
    List<String> ids = claimed.stream().map(rendition -> rendition.id).toList();
    lockInOrder(ids);
    entities
        .get()
        .createQuery(
            "update RenditionEntity set claimedUntil = :until"
                + " where claimHolder = :holder and id in (:ids)")
        .setParameter("until", clock.instant().plus(config.lease()))
        .setParameter("holder", holder)
        .setParameter("ids", ids)
        .executeUpdate();
  }

  /** One statement locks rows in an order of its own, and might meet one that goes by the ids. */
  private void lockInOrder(List<String> ids) {
    entities
        .get()
        .createNativeQuery(
            "select id from rendition where claim_holder = :holder and id in (:ids)"
                + " order by id for update",
            String.class)
        .setParameter("holder", holder)
        .setParameter("ids", ids)
        .getResultList();
  }

  /**
   * Notes, before each time that the vendor is asked, that it is, what that costs, and until when
   * the call counts as running unless its end is seen: whoever comes after a crash looks first.
   *
   * @param cutout whose {@link CutoutEntity#uploadedAt} is written down with it
   * @throws ClaimLostException when one of the claims is lost; then nothing is noted
   */
  @Transactional
  void asking(CutoutEntity cutout, Map<RenditionEntity, BigDecimal> prices) {
    Duration error = databaseClock.measure();
    repository.uploaded(cutout);
    Instant now = clock.instant();
    Instant end = now.plus(paidCallLimit.countsAsRunning()).plus(error);
    prices.forEach(
        (rendition, price) ->
            hold(
                rendition,
                update(
                        rendition,
                        """
                        attempts = attempts + 1, askedAt = :now, claimedUntil = :until,
                        unseenCalls = unseenCalls + case when unsettledUntil is null then 0 else 1 end,
                        unsettledUntil = :end, unsettledCredits = :price
                        """)
                    .setParameter("now", now)
                    .setParameter("end", end)
                    .setParameter("price", price)
                    .setParameter("until", now.plus(config.lease()))));
    credits.reserve(Prices.OPERATION, byId(prices.keySet(), prices::get));
    prices.forEach(
        (rendition, price) -> {
          rendition.attempts++;
          rendition.askedAt = now;
          rendition.unseenCalls += rendition.unsettledUntil == null ? 0 : 1;
          rendition.unsettledUntil = end;
          rendition.unsettledCredits = price;
        });
  }

  /** Notes that the call has ended; it may have been charged all the same. */
  @Transactional
  void ended(Collection<RenditionEntity> asked) {
    asked.forEach(
        rendition -> {
          hold(rendition, update(rendition, "unsettledUntil = null"));
          rendition.unsettledUntil = null;
        });
  }

  /** Notes that the call was surely not charged. */
  @Transactional
  void refused(Collection<RenditionEntity> asked) {
    asked.forEach(
        rendition ->
            hold(rendition, update(rendition, "unsettledUntil = null, unsettledCredits = null")));
    credits.release(asked.stream().map(rendition -> rendition.id).toList());
    asked.forEach(Claims::settled);
  }

  /**
   * Ends the claims on renditions whose paid call may be running still, so that whoever comes next,
   * in a moment, looks again; nobody holds a claim while waiting for the end of such a call.
   */
  @Transactional
  void lookAgain(Collection<RenditionEntity> claimed) {
    Instant next = clock.instant().plus(LOOK_AGAIN);
    for (RenditionEntity rendition : sorted(claimed)) {
      update(rendition, "claimHolder = null, claimedUntil = :next")
          .setParameter("next", next)
          .executeUpdate();
    }
  }

  /**
   * Ends the claims on failed renditions that were taken to look.
   *
   * @param mayCome whether a look may still bring something
   */
  @Transactional
  void looked(Collection<RenditionEntity> claimed, boolean mayCome) {
    for (RenditionEntity rendition : sorted(claimed)) {
      update(rendition, "claimHolder = null, claimedUntil = null, lookAt = :next")
          .setParameter("next", mayCome ? nextLook(rendition) : null)
          .executeUpdate();
    }
  }

  /** Null when there is nothing to look for, or nothing any more. */
  private Instant nextLook(RenditionEntity rendition) {
    return rendition.nextLook(clock.instant());
  }

  /**
   * Notes that the last call was charged; for what was charged before, that was once more. And
   * where the results are going to be stored: after a crash they are found there.
   */
  @Transactional
  void charged(Collection<RenditionEntity> asked) {
    asked.forEach(
        rendition -> {
          String objectKey = Keys.newRendition(rendition);
          hold(
              rendition,
              update(rendition, CHARGED + ", objectKey = :key").setParameter("key", objectKey));
          rendition.objectKey = objectKey;
        });
    book(asked, Outcome.BOUGHT);
  }

  /** Notes that the last call was charged, as looking for its results has shown. */
  @Transactional
  void found(Collection<RenditionEntity> asked) {
    asked.forEach(rendition -> hold(rendition, update(rendition, CHARGED)));
    book(asked, Outcome.FOUND);
  }

  private void book(Collection<RenditionEntity> asked, Outcome outcome) {
    credits.charged(
        Prices.OPERATION, byId(asked, RenditionEntity::unsettledCreditsOrNone), outcome);
    asked.forEach(Claims::addCredits);
  }

  private static void addCredits(RenditionEntity rendition) {
    rendition.credits = rendition.creditsOrNone().add(rendition.unsettledCreditsOrNone());
    settled(rendition);
  }

  private static void settled(RenditionEntity rendition) {
    rendition.unsettledUntil = null;
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
                status = :ready, failure = null, failureType = null, unsettledUntil = null,
                lookAt = null, width = :width, height = :height, sizeBytes = :size, sha256 = :sha256,
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

  /**
   * Notes a failure and ends the claims; what is no longer held stays as it is. What may be paid
   * for is looked for later, asked or not.
   */
  @Transactional
  void failed(Collection<RenditionEntity> claimed, Failure failure) {
    for (RenditionEntity rendition : claimed) {
      update(
              rendition,
              """
              status = :failed, failure = :sentence, failureType = :type,
              claimHolder = null, claimedUntil = null, lookAt = :look
              """)
          .setParameter("look", nextLook(rendition))
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

  /**
   * What is due, longest first: renditions that are to be made and that nobody holds any more, and
   * failed ones to be looked for.
   */
  @Transactional
  List<RenditionEntity> due(int most) {
    databaseClock.measure();
    return entities
        .get()
        .createQuery(
            """
            from RenditionEntity
            where (status = :pending and claimedUntil <= :now)
              or (status = :failed and lookAt <= :now
                and (claimedUntil is null or claimedUntil <= :now))
            order by claimedUntil, lookAt, id
            """,
            RenditionEntity.class)
        .setParameter("now", clock.instant())
        .setParameter("pending", VariantStatus.PENDING)
        .setParameter("failed", VariantStatus.FAILED)
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
