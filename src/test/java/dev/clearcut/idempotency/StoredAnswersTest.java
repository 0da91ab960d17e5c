package dev.clearcut.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StoredAnswersTest {

  @Inject StoredAnswers answers;
  @Inject EntityManager entities;

  private final String key = UUID.randomUUID().toString();

  @Test
  void aKeyIsInUseUntilThereIsAnAnswer() {
    assertThat(answers.begin(key, "a", "1")).isNull();

    assertThat(answers.begin(key, "a", "1").status).isNull();
    answers.answered(key, "1", 201, URI.create("/cutouts/x"), "{}");
    assertThat(answers.begin(key, "a", "1"))
        .satisfies(first -> assertThat(first.status).isEqualTo(201))
        .satisfies(first -> assertThat(first.body).isEqualTo("{}"))
        .satisfies(first -> assertThat(first.location).isEqualTo("/cutouts/x"));
  }

  @Test
  void aKeyThatIsForgottenIsNew() {
    answers.begin(key, "a", "1");
    answers.forget(key, "1");

    assertThat(answers.begin(key, "b", "2")).isNull();
  }

  @Test
  void theSameRequestMayGoOnWhenTheFirstNeverEnded() {
    answers.begin(key, "a", "1");
    change(row -> row.lockedUntil = Instant.EPOCH);

    assertThat(answers.begin(key, "b", "2").fingerprint).isEqualTo("a");
    assertThat(answers.begin(key, "a", "1")).isNull();
  }

  @Test
  void aRequestThatOutlivedItsLockDoesNotForgetTheKeyOfTheSecond() {
    answers.begin(key, "a", "1");
    change(row -> row.lockedUntil = Instant.EPOCH);
    answers.begin(key, "a", "2");

    answers.forget(key, "1");

    assertThat(answers.begin(key, "a", "3")).isNotNull();
  }

  @Test
  void aRequestThatOutlivedItsLockDoesNotAnswerForTheSecond() {
    answers.begin(key, "a", "1");
    change(row -> row.lockedUntil = Instant.EPOCH);
    answers.begin(key, "a", "2");

    answers.answered(key, "1", 200, null, "the first");
    assertThat(answers.begin(key, "a", "3").status).isNull();
    answers.answered(key, "2", 201, null, "the second");
    answers.answered(key, "1", 200, null, "the first");

    assertThat(answers.begin(key, "a", "3").body).isEqualTo("the second");
  }

  @Test
  void anAnswerIsKeptAsLongAsItIsSaidAndNoLonger() {
    answers.begin(key, "a", "1");
    answers.answered(key, "1", 201, null, "{}");
    change(row -> row.expiresAt = Instant.EPOCH);

    assertThat(answers.begin(key, "b", "2")).isNull();
  }

  @Test
  void whatIsKeptNoLongerIsSwept() {
    answers.begin(key, "a", "1");
    change(row -> row.expiresAt = Instant.EPOCH);

    assertThat(answers.sweep()).isPositive();
    assertThat(entities.find(IdempotencyKeyEntity.class, key)).isNull();
  }

  private void change(Consumer<IdempotencyKeyEntity> change) {
    QuarkusTransaction.requiringNew()
        .run(() -> change.accept(entities.find(IdempotencyKeyEntity.class, key)));
  }
}
