package dev.clearcut.handoff;

import dev.clearcut.api.model.HandoffKind;
import dev.clearcut.api.model.HandoffStatus;
import dev.clearcut.api.model.Outcome;
import dev.clearcut.backgroundcut.SignedCall;
import dev.clearcut.problem.Problems;
import dev.clearcut.usage.Credits;
import dev.clearcut.work.Engine;
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
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The rows of handoffs. Every method is one short transaction; none is open while the vendor is
 * called. A signed call that no row has is handed out to nobody, so nobody can have it charged.
 */
@ApplicationScoped
class HandoffRepository {

  private static final Logger LOG = Logger.getLogger(HandoffRepository.class);

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

  private final EntityManager entities;
  private final Credits credits;
  private final Engine engine;
  private final HandoffMetrics metrics;
  private final InstantSource clock;

  HandoffRepository(
      EntityManager entities,
      Credits credits,
      Engine engine,
      HandoffMetrics metrics,
      InstantSource clock) {
    this.entities = entities;
    this.credits = credits;
    this.engine = engine;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Transactional
  HandoffEntity add(HandoffKind kind, String fileName, String wanted) {
    HandoffEntity handoff = new HandoffEntity();
    handoff.id = UUID.randomUUID().toString().replace("-", "");
    handoff.createdAt = clock.instant();
    handoff.kind = kind;
    handoff.status = HandoffStatus.WAITING_FOR_UPLOAD;
    handoff.fileName = fileName;
    handoff.wanted = wanted;
    entities.persist(handoff);
    return handoff;
  }

  /**
   * A handoff.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is none
   */
  @Transactional
  HandoffEntity get(String id) {
    return get(id, LockModeType.NONE);
  }

  private HandoffEntity get(String id, LockModeType lock) {
    return Optional.of(id)
        .filter(text -> ID.matcher(text).matches())
        .map(valid -> entities.find(HandoffEntity.class, valid, lock))
        .orElseThrow(
            () ->
                Problems.NO_SUCH_RESOURCE.with(
                    "There is no handoff with this id. POST /handoffs opens one."));
  }

  /**
   * Sets the price aside and keeps the signed call, unless another one was kept a moment ago. From
   * here on the call may be made. When its time is over, somebody looks what became of it.
   *
   * @return the handoff with the call that counts
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 402 when the budget does not allow it
   */
  @Transactional
  HandoffEntity sign(String id, String uniqueFilename, SignedCall call, BigDecimal price) {
    HandoffEntity handoff = get(id, LockModeType.PESSIMISTIC_WRITE);
    if (handoff.status == HandoffStatus.WAITING_FOR_UPLOAD) {
      handoff.uniqueFilename = uniqueFilename;
      sign(handoff, call, price);
    }
    return handoff;
  }

  /** Opens a handoff whose upload itself is paid for, likewise. */
  @Transactional
  HandoffEntity addSigned(HandoffKind kind, String fileName, SignedCall call, BigDecimal price) {
    HandoffEntity handoff = add(kind, fileName, "[]");
    sign(handoff, call, price);
    return handoff;
  }

  private void sign(HandoffEntity handoff, SignedCall call, BigDecimal price) {
    handoff.status = HandoffStatus.PROCESSING;
    handoff.token = call.token();
    handoff.signedUntil = call.expiresAt();
    engine.schedule(HandoffTask.NAME, handoff.id, call.expiresAt());
    credits.reserve(operation(handoff), Map.of(handoff.subject(), price));
  }

  /** The vendor's operation that is paid for. */
  private static String operation(HandoffEntity handoff) {
    return switch (handoff.kind) {
      case CUTOUT -> "processImagePresigned";
      case SELECTION -> "initializeAiCutPresigned";
    };
  }

  /** Books the price as spent, and remembers the cutout; once. */
  @Transactional
  void complete(String id, String cutoutId, BigDecimal price) {
    HandoffEntity handoff = get(id, LockModeType.PESSIMISTIC_WRITE);
    if (handoff.status == HandoffStatus.COMPLETED) {
      return;
    }
    if (handoff.callId != null) {
      credits.confirmed(handoff.callId);
    } else {
      credits.charged(operation(handoff), Map.of(handoff.subject(), price), Outcome.BOUGHT);
    }
    handoff.status = HandoffStatus.COMPLETED;
    handoff.cutoutId = cutoutId;
    handoff.token = null;
    engine.cancel(HandoffTask.NAME, id);
  }

  /**
   * Books the price as uncertain when nobody has completed the handoff although the signed call is
   * good no more, for the vendor cannot be asked what became of it.
   *
   * @param grace how long after that a call that was made in the last moment may take
   * @return when to look again; empty when there is nothing left to see to
   */
  @Transactional
  Optional<Instant> giveUp(String id, Duration grace) {
    HandoffEntity handoff = entities.find(HandoffEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (handoff == null || handoff.status != HandoffStatus.PROCESSING) {
      return Optional.empty();
    }
    Instant end = handoff.signedUntil.plus(grace);
    if (clock.instant().isBefore(end)) {
      return Optional.of(end);
    }
    handoff.status = HandoffStatus.UNCERTAIN;
    handoff.token = null;
    handoff.callId =
        credits.uncertain(List.of(handoff.subject())).stream().findFirst().orElse(null);
    metrics.uncertain();
    LOG.infof("Nobody has completed handoff %s, so its price is booked as uncertain", id);
    return Optional.empty();
  }
}
