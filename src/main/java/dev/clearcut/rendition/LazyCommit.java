package dev.clearcut.rendition;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;

/**
 * Spares a transaction the wait for the disk at its end, on PostgreSQL. Others see it at once all
 * the same. Should the database's machine die within a second, it was never made; unless a later
 * transaction has waited, because the database writes down one after the other, and whoever waits
 * waits for all that came before.
 *
 * <p>So this is for steps that another one follows, before anything is paid or promised. Never for
 * the one that comes right before a paid call, nor for the last one before an answer: {@code
 * ArchitectureTest} has the list of those who may.
 */
@ApplicationScoped
public class LazyCommit {

  private final EntityManager entities;
  private final boolean known;

  LazyCommit(
      EntityManager entities,
      @ConfigProperty(name = "quarkus.datasource.db-kind") String databaseKind) {
    this.entities = entities;
    this.known = databaseKind.equals("postgresql");
  }

  /** Of the transaction that is under way. */
  @Transactional(TxType.MANDATORY)
  public void ofThisTransaction() {
    if (known) {
      entities.unwrap(Session.class).doWork(LazyCommit::begin);
    }
  }

  /** By JDBC: Hibernate's cache of queries would keep each native one. */
  private static void begin(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute("set local synchronous_commit = off");
    }
  }
}
