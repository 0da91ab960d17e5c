package dev.clearcut.cutout;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.clearcut.api.model.VariantRequest;
import dev.clearcut.problem.Problems;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows of cutouts. Every method is one short transaction; none is open while the vendor is
 * called. Rows are made with "on conflict do nothing", so any number of callers and replicas may
 * ask for the same thing at once.
 */
@ApplicationScoped
class CutoutRepository {

  private final EntityManager entities;

  private final ClaimsConfig claims;
  private final InstantSource clock;

  CutoutRepository(EntityManager entities, ClaimsConfig claims, InstantSource clock) {
    this.entities = entities;
    this.claims = claims;
    this.clock = clock;
  }

  static HttpProblem noSuchCutout() {
    return Problems.NO_SUCH_RESOURCE.with(
        "There is no cutout with this id. POST /cutouts makes one.");
  }

  @Transactional
  Optional<CutoutEntity> find(String id) {
    return Keys.isCutoutId(id)
        ? Optional.ofNullable(entities.find(CutoutEntity.class, id))
        : Optional.empty();
  }

  /** What became of a new row. */
  enum Addition {
    ADDED,
    /** There is one for the same photo. */
    THERE_ALREADY,
    /** An earlier cutout of the same photo is not deleted to the end yet. */
    IN_THE_WAY
  }

  /** Makes the cutout's row unless there is one. */
  @Transactional
  Addition add(Photo photo, String fileName, String objectKey) {
    boolean added = insert(photo, fileName, objectKey);
    if (entities.find(DeletionEntity.class, photo.cutoutId()) != null) {
      QuarkusTransaction.setRollbackOnly();
      return Addition.IN_THE_WAY;
    }
    return added ? Addition.ADDED : Addition.THERE_ALREADY;
  }

  private boolean insert(Photo photo, String fileName, String objectKey) {
    return entities
            .createQuery(
                """
                insert into CutoutEntity (id, createdAt, fileName, format, width, height, sizeBytes, sha256,
                  objectKey)
                values (:id, :createdAt, :fileName, :format, :width, :height, :sizeBytes, :sha256,
                  :objectKey)
                on conflict do nothing
                """)
            .setParameter("id", photo.cutoutId())
            .setParameter("createdAt", clock.instant())
            .setParameter("fileName", fileName)
            .setParameter("format", photo.format())
            .setParameter("width", photo.width())
            .setParameter("height", photo.height())
            .setParameter("sizeBytes", photo.sizeBytes())
            .setParameter("sha256", photo.sha256())
            .setParameter("objectKey", objectKey)
            .executeUpdate()
        == 1;
  }

  /**
   * Makes the rows for the wanted variants unless they are there; always in the same order, so that
   * nobody waits in a circle for the rows of others. Whoever wants them claims them next; should
   * that caller die before, somebody else does when a lease has passed.
   *
   * @return the renditions that they stand for
   * @throws HttpProblem 404 when there is no such cutout, 409 when a name already means something
   *     else
   */
  @Transactional
  List<RenditionEntity> want(String cutoutId, Map<String, VariantSpec> wanted) {
    if (entities.find(CutoutEntity.class, cutoutId, LockModeType.PESSIMISTIC_READ) == null) {
      throw noSuchCutout();
    }
    Map<String, VariantSpec> specs =
        wanted.values().stream()
            .collect(
                toMap(
                    spec -> Keys.renditionId(cutoutId, spec),
                    identity(),
                    (a, b) -> a,
                    TreeMap::new));
    List<RenditionEntity> renditions =
        specs.entrySet().stream()
            .map(spec -> rendition(cutoutId, spec.getKey(), spec.getValue()))
            .toList();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<String> asAskedFor = List.copyOf(wanted.keySet());
    new TreeMap<>(wanted)
        .forEach(
            (name, spec) ->
                addVariant(
                    cutoutId,
                    name,
                    Keys.renditionId(cutoutId, spec),
                    now.plus(asAskedFor.indexOf(name), ChronoUnit.MICROS)));
    return renditions;
  }

  private RenditionEntity rendition(String cutoutId, String id, VariantSpec spec) {
    RenditionEntity there = entities.find(RenditionEntity.class, id);
    if (there != null) {
      return there;
    }
    entities
        .createQuery(
            """
            insert into RenditionEntity (id, cutoutId, fingerprint, format, quality, maxResolution,
              background, compression, autocrop, status, attempts, claimedUntil, claimNumber)
            values (:id, :cutoutId, :fingerprint, :format, :quality, :maxResolution,
              :background, :compression, :autocrop, :status, 0, :until, :number)
            on conflict do nothing
            """)
        .setParameter("until", clock.instant().plus(claims.lease()))
        .setParameter("number", ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()))
        .setParameter("id", id)
        .setParameter("cutoutId", cutoutId)
        .setParameter("fingerprint", spec.fingerprint())
        .setParameter("format", spec.format())
        .setParameter("quality", spec.quality())
        .setParameter("maxResolution", spec.maxResolution())
        .setParameter("background", spec.background())
        .setParameter("compression", spec.compression())
        .setParameter("autocrop", spec.autocrop())
        .setParameter("status", VariantStatus.PENDING)
        .executeUpdate();
    return entities.find(RenditionEntity.class, id);
  }

  private void addVariant(String cutoutId, String name, String renditionId, Instant createdAt) {
    String id = cutoutId + "/" + name;
    VariantEntity there = entities.find(VariantEntity.class, id);
    if (there == null && !insert(id, cutoutId, name, renditionId, createdAt)) {
      there = entities.find(VariantEntity.class, id);
    }
    if (there != null && !there.renditionId.equals(renditionId)) {
      throw nameTaken(name);
    }
  }

  private boolean insert(
      String id, String cutoutId, String name, String renditionId, Instant createdAt) {
    return entities
            .createQuery(
                """
                insert into VariantEntity (id, cutoutId, name, renditionId, createdAt)
                values (:id, :cutoutId, :name, :renditionId, :createdAt)
                on conflict do nothing
                """)
            .setParameter("id", id)
            .setParameter("cutoutId", cutoutId)
            .setParameter("name", name)
            .setParameter("renditionId", renditionId)
            .setParameter("createdAt", createdAt)
            .executeUpdate()
        == 1;
  }

  static HttpProblem nameTaken(String name) {
    return Problems.VARIANT_NAME_TAKEN.with(
        "This cutout already has a variant \"%s\" with other parameters. Choose another name."
            .formatted(name));
  }

  /** The first cutouts that are wanted, newest first. */
  @Transactional
  List<CutoutEntity> list(CutoutFilter filter, int most) {
    CutoutFilter.Condition condition = filter.condition();
    TypedQuery<CutoutEntity> query =
        entities.createQuery(
            "from CutoutEntity c where %s order by c.createdAt desc, c.id desc"
                .formatted(condition.text()),
            CutoutEntity.class);
    condition.parameters().forEach(query::setParameter);
    return query.setMaxResults(most).getResultList();
  }

  /** The variants of the cutouts, oldest first. */
  @Transactional
  List<VariantEntity> variants(Collection<String> cutoutIds) {
    return entities
        .createQuery(
            "from VariantEntity where cutoutId in (:ids) order by createdAt, name",
            VariantEntity.class)
        .setParameter("ids", cutoutIds)
        .getResultList();
  }

  /** The renditions of the cutouts. */
  @Transactional
  List<RenditionEntity> renditionsOf(Collection<String> cutoutIds) {
    return entities
        .createQuery(
            "from RenditionEntity where cutoutId in (:ids) order by id", RenditionEntity.class)
        .setParameter("ids", cutoutIds)
        .getResultList();
  }

  /** Those of the renditions that there are. */
  @Transactional
  List<RenditionEntity> renditions(Collection<String> ids) {
    return entities
        .createQuery("from RenditionEntity where id in (:ids) order by id", RenditionEntity.class)
        .setParameter("ids", ids)
        .getResultList();
  }

  /** Whether one of the renditions is not ready, or not even wanted yet. */
  @Transactional
  boolean anyMissing(Collection<String> ids) {
    return renditions(ids).stream().filter(r -> r.status == VariantStatus.READY).count()
        < ids.size();
  }

  /**
   * What is stored under a variant name, by one query; without a transaction, whose begin and end
   * would take longer than the query. The list, unlike a stream, gives its connection back at once.
   */
  @Transactional(TxType.SUPPORTS)
  @ActivateRequestContext
  Optional<StoredVariant> stored(String cutoutId, String variantName) {
    if (!Keys.isCutoutId(cutoutId) || !variantName.matches(VariantRequest.NAME_PATTERN)) {
      return Optional.empty();
    }
    return entities
        .createQuery(
            """
            select new dev.clearcut.cutout.StoredVariant(
              r.status, r.format, r.objectKey, r.sizeBytes, r.sha256, c.fileName)
            from VariantEntity v join RenditionEntity r on r.id = v.renditionId
              join CutoutEntity c on c.id = v.cutoutId
            where v.id = :id
            """,
            StoredVariant.class)
        .setParameter("id", cutoutId + "/" + variantName)
        .getResultList()
        .stream()
        .findFirst();
  }

  /** Writes down when the vendor last received the photo. */
  @Transactional
  void uploaded(String cutoutId, Instant at) {
    entities
        .createQuery(
            """
            update CutoutEntity set uploadedAt = :at
            where id = :id and (uploadedAt is null or uploadedAt < :at)
            """)
        .setParameter("at", at)
        .setParameter("id", cutoutId)
        .executeUpdate();
  }

  /**
   * What all replicas together have not finished.
   *
   * @param claimed renditions that somebody is having made
   * @param overdue renditions whose claim has run out, and that nobody has taken over so far
   * @param longestOverdue how long ago the first of these ran out; zero when there is none
   * @param deletions deleted cutouts of which something is left, here or at the vendor
   */
  record OpenWork(long claimed, long overdue, Duration longestOverdue, long deletions) {}

  /** What all replicas have not finished. */
  @Transactional
  OpenWork openWork() {
    Instant now = clock.instant();
    Optional<Instant> first =
        Optional.ofNullable(
            entities
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
        .createQuery("select count(*) from " + what, Long.class)
        .setParameter("now", now)
        .getSingleResult();
  }
}
