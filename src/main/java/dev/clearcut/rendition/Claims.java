package dev.clearcut.rendition;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.clearcut.DatabaseClock;
import dev.clearcut.api.model.Outcome;
import dev.clearcut.photo.Picture;
import dev.clearcut.usage.Credits;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.work.Engine;
import dev.clearcut.work.WorkConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Claims on renditions, as rows: whoever wants one made takes the claim first, so that any number
 * of callers and replicas pay once. A claim has a lease, for the case that its holder dies, and a
 * number. Every later change of the holder locks the row, and is made only while the number and the
 * holder are still those of the claim: once somebody else has claimed, it changes nothing and the
 * holder learns of it.
 *
 * <p>Rows are locked in the order of the ids, and nobody waits while holding a claim that it is not
 * working on; so nobody waits in a circle.
 */
@ApplicationScoped
class Claims {

  /** Soon enough for whoever waits, seldom enough for the vendor. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  /** This process. */
  private final String holder = UUID.randomUUID().toString();

  private final Set<Claim> kept = ConcurrentHashMap.newKeySet();

  private final EntityManager entities;
  private final Renditions renditions;
  private final Credits credits;
  private final WorkConfig config;
  private final PaidCallLimit paidCallLimit;
  private final Engine engine;
  private final RestTask rest;
  private final DatabaseClock databaseClock;
  private final LazyCommit lazyCommit;
  private final InstantSource clock;

  Claims(
      EntityManager entities,
      Renditions renditions,
      Credits credits,
      WorkConfig config,
      PaidCallLimit paidCallLimit,
      Engine engine,
      RestTask rest,
      DatabaseClock databaseClock,
      LazyCommit lazyCommit,
      InstantSource clock) {
    this.entities = entities;
    this.renditions = renditions;
    this.credits = credits;
    this.config = config;
    this.paidCallLimit = paidCallLimit;
    this.engine = engine;
    this.rest = rest;
    this.databaseClock = databaseClock;
    this.lazyCommit = lazyCommit;
    this.clock = clock;
  }

  /**
   * Makes the rows for the specs unless they are there, and claims those that were not: part of the
   * transaction that gives them their names. Whoever claims pays later, by another transaction.
   *
   * @param claimed of those that were not there
   */
  @Transactional
  List<Rendition> want(String cutoutId, Collection<VariantSpec> wanted, List<Claim> claimed) {
    List<Rendition> asked = new ArrayList<>();
    for (Renditions.Row row : renditions.wanted(cutoutId, wanted, holder)) {
      asked.add(row.entity().seen());
      if (row.added()) {
        claimed.add(new Claim(row.entity()));
      }
    }
    if (!claimed.isEmpty()) {
      lazyCommit.ofThisTransaction();
    }
    return asked;
  }

  /**
   * Claims those of the renditions that are not ready and that nobody makes. Whoever claims what
   * has failed before begins anew; somebody who only looks for it is displaced.
   */
  @Transactional
  List<Claim> take(Collection<String> renditionIds) {
    return take(renditionIds, RenditionEntity::mayBeMade, RenditionEntity::begin);
  }

  /** Claims those of the renditions that are being made and that nobody makes any more. */
  @Transactional
  List<Claim> takeOver(Collection<String> renditionIds) {
    return take(renditionIds, RenditionEntity::isLeft, row -> {});
  }

  /** Claims those of the failed renditions that nobody holds, only to look for their results. */
  @Transactional
  List<Claim> takeToLook(Collection<String> renditionIds) {
    return take(renditionIds, RenditionEntity::mayBeLookedFor, row -> {});
  }

  /**
   * Has the renditions made that no caller waits for, as part of the transaction that notes that
   * they are wanted. What has failed before begins anew; somebody who only looks for it is
   * displaced.
   *
   * @param failed those of them
   */
  @Transactional
  void later(String cutoutId, Collection<String> failed) {
    for (RenditionEntity row : locked(failed)) {
      if (row.status == RenditionStatus.FAILED) {
        row.begin();
        row.claimNumber++;
        row.claimHolder = null;
        row.claimedUntil = clock.instant();
      }
    }
    engine.schedule(RenditionTask.NAME, cutoutId);
  }

  /**
   * Those that work in this process goes on under: whoever begins adds them, and removes them in
   * the end. This process takes over nothing from itself, however late their renewal is.
   */
  Set<Claim> kept() {
    return kept;
  }

  private boolean isKept(RenditionEntity row) {
    return row.status == RenditionStatus.PENDING
        && kept.stream().anyMatch(claim -> claim.id().equals(row.id) && isHeld(claim, row));
  }

  private boolean isHeld(Claim claim, RenditionEntity row) {
    return holder.equals(row.claimHolder) && claim.number() == row.claimNumber;
  }

  private List<Claim> take(
      Collection<String> renditionIds,
      BiPredicate<RenditionEntity, Instant> isFree,
      Consumer<RenditionEntity> change) {
    databaseClock.measure();
    lazyCommit.ofThisTransaction();
    Instant now = clock.instant();
    Instant until = now.plus(config.lease());
    List<Claim> taken = new ArrayList<>();
    for (RenditionEntity row : locked(renditionIds)) {
      if (isKept(row)) {
        row.claimedUntil = until;
      } else if (isFree.test(row, now)) {
        change.accept(row);
        row.claimNumber++;
        row.claimHolder = holder;
        row.claimedUntil = until;
        taken.add(new Claim(row));
      }
    }
    return taken;
  }

  /**
   * Makes the leases last from now, those that this process holds still, by one statement. It would
   * lock the rows in an order of its own, so they are locked before.
   */
  @Transactional
  void renew(Collection<Claim> claims) {
    databaseClock.measure();
    List<String> ids = claims.stream().map(Claim::id).toList();
    locked(ids);
    entities
        .createQuery(
            "update RenditionEntity set claimedUntil = :until"
                + " where claimHolder = :holder and id in (:ids)")
        .setParameter("until", clock.instant().plus(config.lease()))
        .setParameter("holder", holder)
        .setParameter("ids", ids)
        .executeUpdate();
  }

  /**
   * Notes, before each time that the vendor is asked, that it is, what that costs, and until when
   * the call counts as running unless its end is seen: whoever comes after a crash looks first.
   *
   * @param uploadedAt when the vendor received the photo
   * @throws ClaimLostException when one of the claims is lost; then nothing is noted
   */
  @Transactional
  void asking(String cutoutId, Instant uploadedAt, Map<Claim, BigDecimal> prices) {
    Duration error = databaseClock.measure();
    renditions.uploaded(cutoutId, uploadedAt);
    Instant now = clock.instant();
    Map<String, BigDecimal> priceOf = byId(prices.keySet(), prices::get);
    hold(
        prices.keySet(),
        row -> {
          row.attempts++;
          row.askedAt = now;
          row.claimedUntil = now.plus(config.lease());
          row.unseenCalls += row.unsettledUntil == null ? 0 : 1;
          row.unsettledUntil = now.plus(paidCallLimit.countsAsRunning()).plus(error);
          row.unsettledCredits = priceOf.get(row.id);
        });
    credits.reserve(Prices.OPERATION, priceOf);
  }

  /** Notes that the call has ended; it may have been charged all the same. */
  @Transactional
  void ended(Collection<Claim> asked) {
    hold(asked, row -> row.unsettledUntil = null);
  }

  /** Notes that the call was surely not charged. */
  @Transactional
  void refused(Collection<Claim> asked) {
    hold(asked, RenditionEntity::settle);
    credits.release(asked.stream().map(Claim::id).toList());
  }

  /**
   * Notes that the last call was charged; for what was charged before, that was once more. And
   * where the results are going to be stored: after a crash they are found there.
   */
  @Transactional
  void charged(Collection<Claim> asked) {
    charged(
        asked,
        Outcome.BOUGHT,
        row -> row.objectKey = ObjectKeys.newRendition(row.cutoutId, row.spec()));
  }

  /** Notes that the last call was charged, as looking for its results has shown. */
  @Transactional
  void found(Collection<Claim> asked) {
    charged(asked, Outcome.FOUND, row -> {});
  }

  private void charged(Collection<Claim> asked, Outcome outcome, Consumer<RenditionEntity> change) {
    lazyCommit.ofThisTransaction();
    Map<String, BigDecimal> prices = byId(asked, claim -> claim.row().unsettledCreditsOrNone());
    hold(asked, change.andThen(RenditionEntity::charge));
    credits.charged(Prices.OPERATION, prices, outcome);
  }

  /**
   * Notes, before a result is stored, where: after a crash it is found there. The key is new.
   *
   * @throws ClaimLostException when the claim is lost
   */
  @Transactional
  void storing(Claim claim) {
    hold(List.of(claim), row -> row.objectKey = ObjectKeys.newRendition(row.cutoutId, row.spec()));
  }

  /** Notes what is stored under the rendition's key, and ends the claim. */
  @Transactional
  void ready(Claim claim, Picture delivered) {
    hold(List.of(claim), row -> row.ready(delivered, clock.instant()));
    rest.changed(claim.row().cutoutId);
  }

  /**
   * Notes a failure and ends the claims. What may be paid for is looked for later, asked or not.
   */
  @Transactional
  void failed(Collection<Claim> claims, Failure failure) {
    end(
        claims,
        null,
        row -> {
          row.status = RenditionStatus.FAILED;
          row.failure = failure.sentence();
          row.failureType = failure.type();
          row.lookAt = row.nextLook(clock.instant());
        });
    claims.stream().map(claim -> claim.row().cutoutId).distinct().forEach(rest::changed);
  }

  /**
   * Ends the claims on renditions whose paid call may be running still, so that whoever comes next,
   * in a moment, looks again; nobody holds a claim while waiting for the end of such a call.
   */
  @Transactional
  void lookAgain(Collection<Claim> claims) {
    end(claims, clock.instant().plus(LOOK_AGAIN), row -> {});
  }

  /**
   * Ends the claims on failed renditions that were taken to look.
   *
   * @param mayCome whether a look may still bring something
   */
  @Transactional
  void looked(Collection<Claim> claims, boolean mayCome) {
    end(claims, null, row -> row.lookAt = mayCome ? row.nextLook(clock.instant()) : null);
  }

  /** Ends the claims so that the work is taken over at once, here or by another replica. */
  @Transactional
  void abandon(Collection<Claim> claims) {
    end(claims, clock.instant(), row -> {});
  }

  /**
   * What is due, longest first: renditions that are to be made and that nobody holds any more, and
   * failed ones to be looked for.
   */
  @Transactional
  List<RenditionEntity> due(int most) {
    databaseClock.measure();
    return entities
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
        .setParameter("pending", RenditionStatus.PENDING)
        .setParameter("failed", RenditionStatus.FAILED)
        .setMaxResults(most)
        .getResultList();
  }

  private static Map<String, BigDecimal> byId(
      Collection<Claim> claims, Function<Claim, BigDecimal> price) {
    return claims.stream().collect(toMap(Claim::id, price));
  }

  /**
   * Changes the rows while all of the claims on them are the last ones.
   *
   * @throws ClaimLostException when one of them is lost; then nothing is changed
   */
  private void hold(Collection<Claim> claims, Consumer<RenditionEntity> change) {
    Map<Claim, RenditionEntity> held = held(claims);
    for (Claim claim : claims) {
      if (!held.containsKey(claim)) {
        throw new ClaimLostException(claim.id());
      }
    }
    held.values().forEach(change);
    held.forEach(Claim::changed);
  }

  /**
   * Ends the claims; what is no longer held stays as it is. What somebody has to see to is
   * scheduled.
   *
   * @param claimedUntil when somebody has to see to it at the latest; null for never
   */
  private void end(
      Collection<Claim> claims, Instant claimedUntil, Consumer<RenditionEntity> change) {
    Map<String, Instant> dueByCutout = new TreeMap<>();
    for (RenditionEntity row : held(claims).values()) {
      change.accept(row);
      row.claimHolder = null;
      row.claimedUntil = claimedUntil;
      if (row.due() != null) {
        dueByCutout.merge(row.cutoutId, row.due(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    dueByCutout.forEach((cutoutId, due) -> engine.schedule(RenditionTask.NAME, cutoutId, due));
  }

  /** The rows of those claims that nobody else has taken since, locked. */
  private Map<Claim, RenditionEntity> held(Collection<Claim> claims) {
    Map<String, Claim> mine = claims.stream().collect(toMap(Claim::id, identity()));
    Map<Claim, RenditionEntity> held = new LinkedHashMap<>();
    for (RenditionEntity row : locked(mine.keySet())) {
      Claim claim = mine.get(row.id);
      if (isHeld(claim, row)) {
        held.put(claim, row);
      }
    }
    return held;
  }

  /** Rows are always locked in this order, so that nobody waits in a circle. */
  private List<RenditionEntity> locked(Collection<String> ids) {
    return ids.isEmpty()
        ? List.of()
        : entities
            .createQuery(
                "from RenditionEntity where id in (:ids) order by id", RenditionEntity.class)
            .setParameter("ids", ids)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
  }
}
