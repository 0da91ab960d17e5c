package dev.clearcut.selection;

import dev.clearcut.DatabaseClock;
import dev.clearcut.api.model.Outcome;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.api.AiCutApi;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.Failure;
import dev.clearcut.rendition.PaidCallLimit;
import dev.clearcut.usage.Credits;
import dev.clearcut.work.Engine;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rows of selections. Every method is one short transaction that locks one row; none is open
 * while the vendor is called. So all replicas agree on who starts a session, on the numbers of
 * requests, and on what is shown.
 */
@ApplicationScoped
class SelectionRepository {

  /** The vendor's operation that is paid for. */
  static final String OPERATION = "initializeAiCut";

  static final BigDecimal PRICE = AiCutApi.INITIALIZE_AI_CUT_CREDITS_PER_CALL;

  /** How long a selection is kept whose session is over and that nobody has finished. */
  static final Duration KEPT = Duration.ofDays(1);

  /** Longer than anybody takes from finding a picture to opening it. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final EntityManager entities;
  private final Credits credits;
  private final PaidCallLimit limit;
  private final Engine engine;
  private final DatabaseClock databaseClock;
  private final InstantSource clock;

  SelectionRepository(
      EntityManager entities,
      Credits credits,
      PaidCallLimit limit,
      Engine engine,
      DatabaseClock databaseClock,
      InstantSource clock) {
    this.entities = entities;
    this.credits = credits;
    this.limit = limit;
    this.engine = engine;
    this.databaseClock = databaseClock;
    this.clock = clock;
  }

  /** Somebody else has started the session, or is starting it. */
  static final class TakenException extends RuntimeException {}

  /** Somebody has sent a newer list of points meanwhile. */
  static final class OvertakenException extends RuntimeException {}

  /** The session is over. */
  static final class OverException extends RuntimeException {}

  /**
   * A start that is sent.
   *
   * @param number of the claim
   */
  record Start(String id, long number, Instant sentAt) {}

  /**
   * A request to the session, with the number that it has.
   *
   * @param session null when it is over
   */
  record Turn(String session, int number) {}

  /** What is set aside for a session is set aside for this. */
  static String subject(String id) {
    return "selection/" + id;
  }

  @Transactional
  Optional<SelectionEntity> find(String id) {
    return ID.matcher(id).matches()
        ? Optional.ofNullable(entities.find(SelectionEntity.class, id))
        : Optional.empty();
  }

  /**
   * A selection that was started once.
   *
   * @throws HttpProblem 404 when there is none
   */
  @Transactional
  SelectionEntity get(String id) {
    return find(id)
        .filter(row -> row.startedAt != null)
        .orElseThrow(SelectionRepository::noSuchSelection);
  }

  private static HttpProblem noSuchSelection() {
    return Problems.NO_SUCH_RESOURCE.with(
        "There is no selection with this id. POST /selections starts one.");
  }

  /**
   * Notes, right before each start is sent, that it is, until when it counts as running, and what
   * it costs. Whoever dies then is looked after by {@link SelectionTask}.
   *
   * @param cutoutId whose photo it is
   * @param photo upright
   * @throws TakenException when the session lives, or another start may be running; then, as with
   *     every other exception, nothing is noted
   */
  @Transactional
  Start starting(String id, String cutoutId, Picture photo) {
    Duration error = databaseClock.measure();
    SelectionEntity row = lockedOrNew(id, cutoutId, photo);
    Instant now = clock.instant();
    if (row.isLive(now) || row.mayBeStarting(now)) {
      throw new TakenException();
    }
    row.claimNumber++;
    row.session = null;
    row.settle(null);
    row.unsettledUntil = now.plus(limit.initializeCountsAsRunning()).plus(error);
    engine.schedule(SelectionTask.NAME, id, row.unsettledUntil);
    // What an earlier start has left set aside becomes uncertain here.
    credits.reserve(OPERATION, Map.of(subject(id), PRICE));
    return new Start(id, row.claimNumber, now);
  }

  private SelectionEntity lockedOrNew(String id, String cutoutId, Picture photo) {
    if (cutoutId != null) {
      requireStaying(cutoutId);
    }
    SelectionEntity there = locked(id);
    if (there != null) {
      return there;
    }
    entities
        .createQuery(
            """
            insert into SelectionEntity (id, cutoutId, createdAt, width, height, claimNumber,
              credits, requestNumber, shownNumber, points)
            values (:id, :cutoutId, :now, :width, :height, 0, 0, 0, 0, :points)
            on conflict do nothing
            """)
        .setParameter("id", id)
        .setParameter("cutoutId", cutoutId)
        .setParameter("now", clock.instant())
        .setParameter("width", photo.width())
        .setParameter("height", photo.height())
        .setParameter("points", new Points(List.of(), List.of()).json())
        .executeUpdate();
    return locked(id);
  }

  /** The cutout is there, and is not deleted before the transaction ends. */
  private void requireStaying(String cutoutId) {
    if (entities
        .createQuery("from CutoutEntity where id = :id", Object.class)
        .setParameter("id", cutoutId)
        .setLockMode(LockModeType.PESSIMISTIC_READ)
        .getResultList()
        .isEmpty()) {
      throw Problems.NO_SUCH_RESOURCE.with(
          "Somebody deleted the cutout in the meantime. Send the photo again.");
    }
  }

  private SelectionEntity locked(String id) {
    return entities.find(SelectionEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
  }

  /** The row while the start is the last one and nobody has given it up. */
  private Optional<SelectionEntity> locked(Start start) {
    return Optional.ofNullable(locked(start.id())).filter(row -> row.claimNumber == start.number());
  }

  /**
   * Notes that the session is started, and charged.
   *
   * @return false when nobody waited for that any more; then it was booked as uncertain
   */
  @Transactional
  boolean started(Start start, String session) {
    Optional<SelectionEntity> held = locked(start).filter(row -> row.unsettledUntil != null);
    held.ifPresent(
        row -> {
          row.settle(null);
          row.session = session;
          row.startedAt = start.sentAt();
          row.expiresAt = start.sentAt().plus(BackgroundCut.KEEPS_FILES);
          row.credits = row.credits.add(PRICE);
          engine.schedule(SelectionTask.NAME, row.id, row.expiresAt.plus(KEPT));
          credits.charged(OPERATION, Map.of(subject(row.id), PRICE), Outcome.BOUGHT);
        });
    return held.isPresent();
  }

  /**
   * Goes on with a session that somebody else has started. What was under way here ends as it ends,
   * and is booked by its own end.
   *
   * @param photo upright
   */
  @Transactional
  void adopt(String id, String cutoutId, Picture photo, String session) {
    SelectionEntity row = lockedOrNew(id, cutoutId, photo);
    if (session.equals(row.session)) {
      return;
    }
    row.session = session;
    row.startedAt = clock.instant();
    row.expiresAt = row.startedAt.plus(BackgroundCut.KEEPS_FILES);
    row.credits = row.credits.add(PRICE);
    engine.schedule(SelectionTask.NAME, row.id, row.expiresAt.plus(KEPT));
  }

  /** Notes that the start was surely not charged. */
  @Transactional
  void refused(Start start) {
    locked(start)
        .filter(row -> row.unsettledUntil != null)
        .ifPresent(
            row -> {
              row.settle(null);
              credits.release(List.of(subject(row.id)));
            });
  }

  /** Notes for everybody who waits why the start was given up. */
  @Transactional
  void failed(Start start, Failure why) {
    locked(start).filter(row -> row.unsettledUntil == null).ifPresent(row -> row.settle(why));
  }

  /** Notes that the start has ended, and that nobody can say whether it was charged. */
  @Transactional
  void uncertain(Start start, Failure why) {
    locked(start).filter(row -> row.unsettledUntil != null).ifPresent(row -> uncertain(row, why));
  }

  /** Likewise of a start whose end nobody has seen, when its time is over. */
  @Transactional
  void settle(String id) {
    databaseClock.measure();
    SelectionEntity row = locked(id);
    if (row == null) {
      credits.uncertain(List.of(subject(id)));
    } else if (row.unsettledUntil != null && !row.mayBeStarting(clock.instant())) {
      uncertain(
          row,
          new Failure(
              Problems.VENDOR_NOT_ANSWERING,
              ("The vendor did not answer, and may have charged %s credits for it; nobody can ask."
                      + " The photo is kept; send the same request again to start anew, which is"
                      + " charged once more.")
                  .formatted(PRICE)));
    }
  }

  private void uncertain(SelectionEntity row, Failure why) {
    row.settle(why);
    credits.uncertain(List.of(subject(row.id)));
  }

  /** The vendor does not know the session any more. */
  @Transactional
  void forgotten(String id, String session) {
    SelectionEntity row = locked(id);
    if (row != null && session.equals(row.session)) {
      row.session = null;
      row.expiresAt = row.expiresAt.isAfter(clock.instant()) ? clock.instant() : row.expiresAt;
    }
  }

  /**
   * Gives the next request to the session its number.
   *
   * @param last the one before of the same list of points, which has shown nothing; null at first
   * @param mayRenew whether a session that is over is started anew then
   * @throws OvertakenException when a newer list has got a number since
   * @throws OverException when the session is over, and that is the end of it
   */
  @Transactional
  Turn next(String id, Turn last, boolean mayRenew) {
    SelectionEntity row = present(locked(id));
    if (last != null && last.number() != row.requestNumber) {
      throw new OvertakenException();
    }
    boolean live = row.isLive(clock.instant());
    if (!live && !mayRenew) {
      throw new OverException();
    }
    row.requestNumber++;
    return new Turn(live ? row.session : null, row.requestNumber);
  }

  private static SelectionEntity present(SelectionEntity row) {
    if (row == null) {
      throw noSuchSelection();
    }
    return row;
  }

  /**
   * Shows what is shown already, whatever is still asked for; answers that are under way come late.
   *
   * @return false when something else is shown
   */
  @Transactional
  boolean showAgain(String id, Points points) {
    SelectionEntity row = present(locked(id));
    boolean same = row.shows(points);
    if (same && row.requestNumber > row.shownNumber) {
      row.shownNumber = ++row.requestNumber;
    }
    return same;
  }

  /** Shows nothing. */
  @Transactional
  void showNothing(String id) {
    SelectionEntity row = present(locked(id));
    row.requestNumber++;
    show(row, row.requestNumber, new Points(List.of(), List.of()));
  }

  /**
   * Shows a picture that is stored, unless that of a newer request is shown.
   *
   * @return whether it does
   */
  @Transactional
  boolean show(String id, int number, Points points, Picture picture, String objectKey) {
    SelectionEntity row = present(locked(id));
    if (number <= row.shownNumber) {
      return false;
    }
    show(row, number, points);
    row.objectKey = objectKey;
    row.sizeBytes = picture.sizeBytes();
    row.sha256 = picture.sha256();
    return true;
  }

  /** Whoever has just found the old picture can still read it. */
  private void show(SelectionEntity row, int number, Points points) {
    if (row.objectKey != null) {
      engine.schedule(PictureDeletion.NAME, row.objectKey, clock.instant().plus(SOON));
    }
    row.shownNumber = number;
    row.points = points.json();
    row.objectKey = null;
    row.sizeBytes = null;
    row.sha256 = null;
  }

  /** Notes that what was shown is kept as a variant. */
  @Transactional
  void finished(String id) {
    Optional.ofNullable(locked(id)).ifPresent(row -> row.finishedAt = clock.instant());
  }

  /**
   * Deletes a selection that nobody has finished, a day after its session was over.
   *
   * @return when to look again; empty when nothing is left to look for
   */
  @Transactional
  Optional<Instant> sweep(String id) {
    SelectionEntity row = locked(id);
    if (row == null) {
      return Optional.empty();
    }
    if (row.unsettledUntil != null) {
      return Optional.of(row.unsettledUntil);
    }
    if (row.finishedAt != null) {
      return Optional.empty();
    }
    Instant end = (row.startedAt == null ? row.createdAt : row.expiresAt).plus(KEPT);
    if (clock.instant().isBefore(end)) {
      return Optional.of(end);
    }
    if (row.objectKey != null) {
      engine.schedule(PictureDeletion.NAME, row.objectKey, clock.instant().plus(SOON));
    }
    entities.remove(row);
    return Optional.empty();
  }

  /** Whether a selection shows the picture. */
  @Transactional
  boolean isShown(String objectKey) {
    return !entities
        .createQuery("select id from SelectionEntity where objectKey = :key", String.class)
        .setParameter("key", objectKey)
        .getResultList()
        .isEmpty();
  }
}
