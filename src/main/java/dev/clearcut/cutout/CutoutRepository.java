package dev.clearcut.cutout;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toMap;

import dev.clearcut.api.model.VariantRequest;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.Deliveries;
import dev.clearcut.rendition.Delivery;
import dev.clearcut.rendition.Fulfilment;
import dev.clearcut.rendition.LazyCommit;
import dev.clearcut.rendition.Rendition;
import dev.clearcut.rendition.Renditions;
import dev.clearcut.rendition.StoredPhoto;
import dev.clearcut.retention.Deletions;
import dev.clearcut.variant.VariantSpec;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rows of cutouts. Every method is one short transaction; none is open while the vendor is
 * called. Rows are made with "on conflict do nothing", so any number of callers and replicas may
 * ask for the same thing at once.
 */
@ApplicationScoped
class CutoutRepository {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final EntityManager entities;
  private final Renditions renditions;
  private final Fulfilment fulfilment;
  private final Deliveries deliveries;
  private final Deletions deletions;
  private final LazyCommit lazyCommit;
  private final InstantSource clock;

  CutoutRepository(
      EntityManager entities,
      Renditions renditions,
      Fulfilment fulfilment,
      Deliveries deliveries,
      Deletions deletions,
      LazyCommit lazyCommit,
      InstantSource clock) {
    this.entities = entities;
    this.renditions = renditions;
    this.fulfilment = fulfilment;
    this.deliveries = deliveries;
    this.deletions = deletions;
    this.lazyCommit = lazyCommit;
    this.clock = clock;
  }

  static HttpProblem noSuchCutout() {
    return Problems.NO_SUCH_RESOURCE.with(
        "There is no cutout with this id. POST /cutouts makes one.");
  }

  /** Whether a caller's text can be the id of a cutout; a database need not see any other. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  @Transactional
  Optional<CutoutEntity> find(String id) {
    return isId(id) ? Optional.ofNullable(entities.find(CutoutEntity.class, id)) : Optional.empty();
  }

  /** What became of a new row. */
  enum Addition {
    ADDED,
    /** There is one for the same photo. */
    THERE_ALREADY,
    /** An earlier cutout of the same photo is not deleted to the end yet. */
    IN_THE_WAY
  }

  /** Makes the cutout's row unless there is one; whoever wants it notes more before he answers. */
  @Transactional
  Addition add(Picture photo, String fileName, String objectKey) {
    lazyCommit.ofThisTransaction();
    boolean added = insert(photo, fileName, objectKey);
    if (deletions.isLeft(photo.cutoutId())) {
      QuarkusTransaction.setRollbackOnly();
      return Addition.IN_THE_WAY;
    }
    return added ? Addition.ADDED : Addition.THERE_ALREADY;
  }

  private boolean insert(Picture photo, String fileName, String objectKey) {
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
   * nobody waits in a circle for the rows of others.
   *
   * @return the renditions that they stand for
   * @throws HttpProblem 404 when there is no such cutout, 409 when a name already means something
   *     else
   */
  @Transactional
  List<Rendition> want(String cutoutId, Map<String, VariantSpec> wanted) {
    requireStaying(cutoutId);
    List<Rendition> made = renditions.want(cutoutId, wanted.values());
    addVariants(cutoutId, wanted, rendition -> false);
    return made;
  }

  /** As {@link #want}; what is new is claimed, because this process makes it now. */
  @Transactional
  Fulfilment.Begun begin(String cutoutId, Map<String, VariantSpec> wanted) {
    CutoutEntity cutout = requireStaying(cutoutId);
    StoredPhoto photo =
        new StoredPhoto(
            cutoutId, cutout.sha256, cutout.format, cutout.objectKey, cutout.uploadedAt);
    Fulfilment.Begun begun = fulfilment.begin(photo, wanted.values());
    addVariants(cutoutId, wanted, begun::isNew);
    return begun;
  }

  /**
   * @param isNew whether nobody has wanted the rendition before: then its name is new, too, most
   *     likely, and is not looked for first
   */
  private void addVariants(
      String cutoutId, Map<String, VariantSpec> wanted, Predicate<String> isNew) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    List<String> asAskedFor = List.copyOf(wanted.keySet());
    new TreeMap<>(wanted)
        .forEach(
            (name, spec) -> {
              String rendition = Rendition.id(cutoutId, spec);
              Instant createdAt = now.plus(asAskedFor.indexOf(name), ChronoUnit.MICROS);
              addVariant(cutoutId, name, rendition, createdAt, isNew.test(rendition));
            });
  }

  /**
   * Takes in results that are in the store already. A name that means something else gets a number.
   *
   * @param delivered by name
   * @return the objects that are of no use, to be deleted
   * @throws HttpProblem 404 when there is no such cutout
   */
  @Transactional
  Set<String> takeIn(String cutoutId, Map<String, Delivery> delivered) {
    if (entities.find(CutoutEntity.class, cutoutId, LockModeType.PESSIMISTIC_WRITE) == null) {
      throw noSuchCutout();
    }
    Set<String> unused = deliveries.takeIn(delivered.values());
    Map<String, String> taken =
        variants(List.of(cutoutId)).stream().collect(toMap(it -> it.name, it -> it.renditionId));
    Map<String, VariantSpec> named = new LinkedHashMap<>();
    delivered.forEach(
        (name, delivery) -> {
          String rendition = Rendition.id(cutoutId, delivery.spec());
          String free = name;
          for (int n = 2; !taken.getOrDefault(free, rendition).equals(rendition); n++) {
            free = name + "-" + n;
          }
          taken.put(free, rendition);
          named.put(free, delivery.spec());
        });
    want(cutoutId, named);
    return unused;
  }

  /** The cutout is there, and is not deleted before the transaction ends. */
  private CutoutEntity requireStaying(String cutoutId) {
    CutoutEntity cutout =
        entities.find(CutoutEntity.class, cutoutId, LockModeType.PESSIMISTIC_READ);
    if (cutout == null) {
      throw noSuchCutout();
    }
    return cutout;
  }

  /**
   * What became of a picture that a selection made.
   *
   * @param rendition whether the rendition was not there before, so that it holds the object now
   * @param variant whether the name was not there before
   */
  record Selected(boolean rendition, boolean variant) {}

  /**
   * Adds a picture that a selection made under a name.
   *
   * @throws HttpProblem as {@link #want}
   */
  @Transactional
  Selected addSelected(String cutoutId, String name, Picture picture, String objectKey) {
    requireStaying(cutoutId);
    boolean rendition = renditions.addSelected(cutoutId, picture, objectKey);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return new Selected(
        rendition, addVariant(cutoutId, name, Rendition.id(cutoutId, picture), now, rendition));
  }

  /** Whether there is a selection of the cutout. */
  @Transactional
  boolean isSelectedFrom(String cutoutId) {
    return !entities
        .createQuery("select id from SelectionEntity where cutoutId = :id", String.class)
        .setParameter("id", cutoutId)
        .getResultList()
        .isEmpty();
  }

  /** As {@link #want}; what is missing is made later, also when the caller dies. */
  @Transactional
  List<Rendition> wantLater(String cutoutId, Map<String, VariantSpec> wanted) {
    List<Rendition> asked = want(cutoutId, wanted);
    List<Rendition> missing = asked.stream().filter(not(Rendition::isReady)).toList();
    if (!missing.isEmpty()) {
      fulfilment.later(cutoutId, missing);
    }
    return asked;
  }

  /** Whether it was not there before. */
  private boolean addVariant(
      String cutoutId, String name, String renditionId, Instant createdAt, boolean isNew) {
    String id = cutoutId + "/" + name;
    VariantEntity there = isNew ? null : entities.find(VariantEntity.class, id);
    if (there == null && !insert(id, cutoutId, name, renditionId, createdAt)) {
      there = entities.find(VariantEntity.class, id);
    }
    if (there != null && !there.renditionId.equals(renditionId)) {
      throw nameTaken(name);
    }
    return there == null;
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

  /**
   * What is stored under a variant name, by one query; without a transaction, whose begin and end
   * would take longer than the query. The list, unlike a stream, gives its connection back at once.
   */
  @Transactional(TxType.SUPPORTS)
  @ActivateRequestContext
  Optional<StoredVariant> stored(String cutoutId, String variantName) {
    if (!isId(cutoutId) || !variantName.matches(VariantRequest.NAME_PATTERN)) {
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
}
