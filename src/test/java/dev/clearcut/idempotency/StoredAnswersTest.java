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
    assertThat(answers.begin(key, "a")).isNull();

    assertThat(answers.begin(key, "a").status).isNull();
    answers.answered(key, 201, URI.create("/cutouts/x"), "{}");
    assertThat(answers.begin(key, "a"))
        .satisfies(first -> assertThat(first.status).isEqualTo(201))
        .satisfies(first -> assertThat(first.body).isEqualTo("{}"))
        .satisfies(first -> assertThat(first.location).isEqualTo("/cutouts/x"));
  }

  @Test
  void aKeyThatIsForgottenIsNew() {
    answers.begin(key, "a");
    answers.forget(key);

    assertThat(answers.begin(key, "b")).isNull();
  }

  @Test
  void theSameRequestMayGoOnWhenTheFirstNeverEnded() {
    answers.begin(key, "a");
    change(row -> row.lockedUntil = Instant.EPOCH);

    assertThat(answers.begin(key, "b").fingerprint).isEqualTo("a");
    assertThat(answers.begin(key, "a")).isNull();
  }

  @Test
  void anAnswerIsKeptAsLongAsItIsSaidAndNoLonger() {
    answers.begin(key, "a");
    answers.answered(key, 201, null, "{}");
    change(row -> row.expiresAt = Instant.EPOCH);

    assertThat(answers.begin(key, "b")).isNull();
  }

  @Test
  void whatIsKeptNoLongerIsSwept() {
    answers.begin(key, "a");
    change(row -> row.expiresAt = Instant.EPOCH);

    assertThat(answers.sweep()).isPositive();
    assertThat(entities.find(IdempotencyKeyEntity.class, key)).isNull();
  }

  private void change(Consumer<IdempotencyKeyEntity> change) {
    QuarkusTransaction.requiringNew()
        .run(() -> change.accept(entities.find(IdempotencyKeyEntity.class, key)));
  }
}
