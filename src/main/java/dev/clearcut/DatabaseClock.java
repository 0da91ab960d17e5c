package dev.clearcut;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.hibernate.Session;
import org.jboss.logging.Logger;

/**
 * The database's time: this machine's, plus how far the database's is ahead of it. All replicas
 * share the database, so they agree on what time it is however wrong their own clocks are. The
 * distance is as exact as half the time that the database takes to answer.
 */
@ApplicationScoped
@Typed(DatabaseClock.class)
public class DatabaseClock implements InstantSource {

  private static final Logger LOG = Logger.getLogger(DatabaseClock.class);

  private final EntityManager entities;
  private final InstantSource own;
  private volatile Duration ahead = Duration.ZERO;

  @Inject
  DatabaseClock(EntityManager entities) {
    this(entities, InstantSource.system());
  }

  /**
   * A clock on a machine of its own.
   *
   * @param own that machine's
   */
  public DatabaseClock(EntityManager entities, InstantSource own) {
    this.entities = entities;
    this.own = own;
  }

  /** Needs no database; {@link #measure} does. */
  @Override
  public Instant instant() {
    return own.instant().plus(ahead);
  }

  /** As good as it gets before anything is asked for; whoever depends on it measures again. */
  void start(@Observes StartupEvent event) {
    try {
      QuarkusTransaction.requiringNew().run(this::measure);
    } catch (RuntimeException e) {
      LOG.warnf("The database does not say yet what time it is: %s", e.getMessage());
    }
  }

  /**
   * Asks the database what time it is. Inside of a transaction this has to come first: databases
   * tell the time at which the transaction began. By JDBC: it is the first question of a start,
   * which needs no reader of HQL for it, and Hibernate's cache of queries would keep each native
   * one.
   *
   * @return by how much it may be wrong, at most: how long the database took to answer
   */
  @Transactional
  public Duration measure() {
    Instant before = own.instant();
    OffsetDateTime database = entities.unwrap(Session.class).doReturningWork(DatabaseClock::ask);
    Duration took = Duration.between(before, own.instant());
    ahead = Duration.between(before.plus(took.dividedBy(2)), database.toInstant());
    return took;
  }

  private static OffsetDateTime ask(Connection database) throws SQLException {
    try (Statement statement = database.createStatement();
        ResultSet answer = statement.executeQuery("select current_timestamp")) {
      answer.next();
      return answer.getObject(1, OffsetDateTime.class);
    }
  }
}
