package dev.clearcut.usage;

import dev.clearcut.api.model.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of budget, reservations and usage; always in the transaction of the caller. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class CreditsRepository {

  private final EntityManager entities;

  private final InstantSource clock;

  private final MeterRegistry meters;

  CreditsRepository(EntityManager entities, InstantSource clock, MeterRegistry meters) {
    this.entities = entities;
    this.clock = clock;
    this.meters = meters;
  }

  /**
   * Adds to what is spent and set aside on a day, in one statement, if that stays within the limit.
   * All replicas change this one row, so its lock is the last that is taken: whatever else the
   * transaction has written so far is sent to the database first.
   *
   * @param credits may be negative
   * @return false when it would exceed the limit; then nothing is added
   */
  boolean commit(LocalDate day, BigDecimal credits, Optional<BigDecimal> limit) {
    entities.flush();
    if (add(day, credits, limit)) {
      return true;
    }
    if (committedIfAny(day).isEmpty()) {
      begin(day);
    }
    return add(day, credits, limit);
  }

  private boolean add(LocalDate day, BigDecimal credits, Optional<BigDecimal> limit) {
    String within = limit.isPresent() ? " and committed + :credits <= :most" : "";
    Query update =
        entities
            .createQuery(
                "update DayOfCredits set committed = committed + :credits where day = :day"
                    + within)
            .setParameter("credits", credits)
            .setParameter("day", day);
    limit.ifPresent(most -> update.setParameter("most", most));
    return update.executeUpdate() == 1;
  }

  /** Adds the row of a day, unless somebody else has just done so. */
  private void begin(LocalDate day) {
    entities
        .createQuery(
            "insert into DayOfCredits (day, committed) values (:day, 0) on conflict do nothing")
        .setParameter("day", day)
        .executeUpdate();
  }

  /** What is spent and set aside on a day. */
  BigDecimal committed(LocalDate day) {
    return committedIfAny(day).orElse(BigDecimal.ZERO);
  }

  private Optional<BigDecimal> committedIfAny(LocalDate day) {
    return entities
        .createQuery("select committed from DayOfCredits where day = :day", BigDecimal.class)
        .setParameter("day", day)
        .getResultStream()
        .findFirst();
  }

  void reserve(String subject, String call, String operation, LocalDate day, BigDecimal credits) {
    Reservation reservation = new Reservation();
    reservation.subject = subject;
    reservation.callId = call;
    reservation.operation = operation;
    reservation.day = day;
    reservation.credits = credits;
    entities.persist(reservation);
  }

  /** Removes the reservations of the subjects, and returns those that there were. */
  List<Reservation> take(Collection<String> subjects) {
    if (subjects.isEmpty()) {
      return List.of();
    }
    List<Reservation> taken =
        entities
            .createQuery(
                "from Reservation where subject in :subjects order by subject", Reservation.class)
            .setParameter("subjects", subjects)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList();
    taken.forEach(entities::remove);
    entities.flush();
    return taken;
  }

  void write(String call, String operation, Outcome outcome, LocalDate day, BigDecimal credits) {
    UsageEntry entry = new UsageEntry();
    entry.id = UUID.randomUUID();
    entry.callId = call;
    entry.operation = operation;
    entry.outcome = outcome;
    entry.day = day;
    entry.credits = credits;
    entry.writtenAt = clock.instant();
    entities.persist(entry);
    meters
        .summary("clearcut.credits", "operation", operation, "outcome", outcome.value())
        .record(credits.doubleValue());
  }

  /** What was not known of a call is known: it was charged. */
  void confirm(String call) {
    entities
        .createQuery(
            "update UsageEntry set outcome = :bought where callId = :call and outcome = :open")
        .setParameter("bought", Outcome.BOUGHT)
        .setParameter("open", Outcome.UNCONFIRMED)
        .setParameter("call", call)
        .executeUpdate();
  }

  /** Sums of the days from {@code from} to {@code to}, both included. */
  List<UsageSum> booked(LocalDate from, LocalDate to) {
    return entities
        .createQuery(
            """
            select e.day, e.operation, e.outcome, count(distinct e.callId), sum(e.credits)
            from UsageEntry e where e.day between :from and :to
            group by e.day, e.operation, e.outcome
            """,
            Tuple.class)
        .setParameter("from", from)
        .setParameter("to", to)
        .getResultStream()
        .map(row -> sum(row, row.get(2, Outcome.class), 3))
        .toList();
  }

  /** Sums of what is still set aside, likewise. */
  List<UsageSum> reserved(LocalDate from, LocalDate to) {
    return entities
        .createQuery(
            """
            select r.day, r.operation, count(distinct r.callId), sum(r.credits)
            from Reservation r where r.day between :from and :to
            group by r.day, r.operation
            """,
            Tuple.class)
        .setParameter("from", from)
        .setParameter("to", to)
        .getResultStream()
        .map(row -> sum(row, Outcome.RESERVED, 2))
        .toList();
  }

  private static UsageSum sum(Tuple row, Outcome outcome, int figures) {
    return new UsageSum(
        row.get(0, LocalDate.class),
        row.get(1, String.class),
        outcome,
        row.get(figures, Long.class),
        row.get(figures + 1, BigDecimal.class));
  }
}
