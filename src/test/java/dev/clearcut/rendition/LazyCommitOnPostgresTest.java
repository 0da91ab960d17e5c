package dev.clearcut.rendition;

import static dev.clearcut.testing.Service.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.DatabaseClock;
import dev.clearcut.testing.Postgres;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionRequiredException;
import jakarta.transaction.TransactionalException;
import org.assertj.core.api.Assertions;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.Test;

/** What does not wait for the disk is one transaction, and no other. */
@QuarkusTest
@TestProfile(Postgres.class)
class LazyCommitOnPostgresTest {

  @Inject LazyCommit lazyCommit;
  @Inject DatabaseClock databaseClock;
  @Inject EntityManager entities;

  @Test
  void isOfOneTransaction() {
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              set("on");
              lazyCommit.ofThisTransaction();
              assertThat(setting()).isEqualTo("off");
            });
    QuarkusTransaction.requiringNew()
        .run(
            () -> {
              set("on");
              assertThat(setting()).isEqualTo("on");
            });
  }

  /** A native query would be kept in it anew each time, until each look into it takes long. */
  @Test
  void nothingIsLeftInTheCacheOfQueries() {
    int before = cachedQueries();

    for (int i = 0; i < 20; i++) {
      QuarkusTransaction.requiringNew().run(lazyCommit::ofThisTransaction);
      databaseClock.measure();
      service().delete("/cutouts/{id}", "0".repeat(32)).then().statusCode(404);
    }

    assertThat(cachedQueries() - before).isLessThan(20);
  }

  private int cachedQueries() {
    return entities
        .getEntityManagerFactory()
        .unwrap(SessionFactoryImplementor.class)
        .getQueryEngine()
        .getInterpretationCache()
        .getNumberOfCachedQueryPlans();
  }

  @Test
  void needsATransaction() {
    Assertions.assertThatThrownBy(lazyCommit::ofThisTransaction)
        .isInstanceOf(TransactionalException.class)
        .hasCauseInstanceOf(TransactionRequiredException.class);
  }

  private void set(String value) {
    entities
        .createNativeQuery(
            "select set_config('synchronous_commit', '%s', true)".formatted(value), String.class)
        .getSingleResult();
  }

  private String setting() {
    return entities
        .createNativeQuery("select current_setting('synchronous_commit')", String.class)
        .getSingleResult()
        .toString();
  }
}
