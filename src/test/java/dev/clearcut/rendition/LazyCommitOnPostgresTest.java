package dev.clearcut.rendition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Postgres;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.TransactionRequiredException;
import jakarta.transaction.TransactionalException;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What does not wait for the disk is one transaction, and no other. */
@QuarkusTest
@TestProfile(Postgres.class)
class LazyCommitOnPostgresTest {

  @Inject LazyCommit lazyCommit;
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
