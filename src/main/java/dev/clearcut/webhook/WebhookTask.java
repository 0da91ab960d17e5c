package dev.clearcut.webhook;

import dev.clearcut.webhook.Receivers.Answer;
import dev.clearcut.webhook.WebhookSteps.Turn;
import dev.clearcut.work.Task;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Sends what waits for a webhook, one message after the other: its id is that of the webhook. A
 * message may be sent twice, when a replica dies before it has noted the answer; it has the same id
 * then.
 */
@ApplicationScoped
class WebhookTask implements Task {

  static final String NAME = "webhook";

  /** After which others have their turn. */
  private static final Duration SLICE = Duration.ofSeconds(5);

  private static final Duration WHEN_FULL = Duration.ofSeconds(1);

  private final WebhookSteps steps;
  private final Receivers receivers;
  private final Semaphore turns;
  private final InstantSource clock;

  WebhookTask(WebhookSteps steps, Receivers receivers, WebhooksConfig config, InstantSource clock) {
    this.steps = steps;
    this.receivers = receivers;
    this.turns = new Semaphore(config.parallel());
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Receivers that hang hold up no more than their share of the threads. */
  @Override
  public Optional<Instant> run(String webhookId) {
    if (!turns.tryAcquire()) {
      return Optional.of(clock.instant().plus(WHEN_FULL));
    }
    try {
      Instant until = clock.instant().plus(SLICE);
      Optional<Turn> turn = steps.next(webhookId);
      while (turn.isPresent() && isTaken(turn.get()) && clock.instant().isBefore(until)) {
        turn = steps.next(webhookId);
      }
    } finally {
      turns.release();
    }
    return steps.nextLook(webhookId);
  }

  /** Whether the receiver takes messages. */
  private boolean isTaken(Turn turn) {
    if (turn.before() != null) {
      Answer early = receivers.send(turn.webhook(), turn.before());
      steps.triedEarly(turn.before(), early);
      if (early.isTaken()) {
        return true;
      }
    }
    Answer answer = receivers.send(turn.webhook(), turn.due());
    steps.tried(turn.due(), answer, turn.before());
    return answer.isTaken();
  }
}
