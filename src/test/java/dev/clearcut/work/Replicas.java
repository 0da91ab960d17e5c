package dev.clearcut.work;

import dev.clearcut.DatabaseClock;
import dev.clearcut.Sleeper;
import io.quarkus.arc.Unremovable;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Other replicas on the same database, which look for work and for the dead often. */
@ApplicationScoped
@Unremovable
class Replicas {

  private static final Map<String, String> EAGER =
      Map.of("clearcut.work.lease", "PT1S", "clearcut.work.poll-every", "PT0.01S");

  private final Rehearsal rehearsal;
  private final ScheduledTasks rows;
  private final EntityManager entities;
  private final DataSource dataSource;
  private final String database;
  private final DatabaseClock databaseClock;
  private final InstantSource clock;
  private final Sleeper sleeper;

  Replicas(
      Rehearsal rehearsal,
      ScheduledTasks rows,
      EntityManager entities,
      DataSource dataSource,
      @ConfigProperty(name = "quarkus.datasource.db-kind") String database,
      DatabaseClock databaseClock,
      InstantSource clock,
      Sleeper sleeper) {
    this.rehearsal = rehearsal;
    this.rows = rows;
    this.entities = entities;
    this.dataSource = dataSource;
    this.database = database;
    this.databaseClock = databaseClock;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** One that does what the test says. */
  Dispatcher eager(RecurringTask... recurring) {
    return with(dataSource, EAGER, recurring);
  }

  /** An eager one on a machine whose clock is wrong. */
  Dispatcher skewed(Duration wrongBy) {
    DatabaseClock wrong =
        new DatabaseClock(entities, InstantSource.offset(InstantSource.system(), wrongBy));
    QuarkusTransaction.requiringNew().run(wrong::measure);
    return with(dataSource, EAGER, wrong, wrong);
  }

  /** One with settings of its own. */
  Dispatcher with(
      DataSource connections, Map<String, String> settings, RecurringTask... recurring) {
    return with(connections, settings, databaseClock, clock, recurring);
  }

  private Dispatcher with(
      DataSource connections,
      Map<String, String> settings,
      DatabaseClock itsDatabaseClock,
      InstantSource itsClock,
      RecurringTask... recurring) {
    WorkConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(WorkConfig.class)
            .withDefaultValues(settings)
            .build()
            .getConfigMapping(WorkConfig.class);
    return new Dispatcher(
        List.of(rehearsal),
        List.of(recurring),
        rows,
        connections,
        database,
        config,
        new Housekeeper(),
        itsDatabaseClock,
        itsClock,
        sleeper);
  }

  /** Runs beside the application's own while the work is done. */
  void during(Dispatcher replica, Runnable work) {
    replica.start(new StartupEvent());
    try {
      work.run();
    } finally {
      replica.leave(new ShutdownEvent());
      replica.stop(new ShutdownEvent());
    }
  }
}
