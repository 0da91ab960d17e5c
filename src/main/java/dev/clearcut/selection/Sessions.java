package dev.clearcut.selection;

import dev.clearcut.Sleeper;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.Deadline;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.ClaimsConfig;
import dev.clearcut.rendition.Failure;
import dev.clearcut.selection.SelectionRepository.Start;
import dev.clearcut.selection.SelectionRepository.TakenException;
import dev.clearcut.usage.Credits;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Starts sessions of AI Cut, each paid once whoever asks. A start cannot be looked for at the
 * vendor: one whose end nobody has seen counts as running until its time is over, and is booked as
 * uncertain then. Nobody sends another one before.
 */
@ApplicationScoped
class Sessions {

  private static final Logger LOG = Logger.getLogger(Sessions.class);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final SelectionRepository repository;
  private final BackgroundCut vendor;
  private final Credits credits;
  private final ClaimsConfig claims;
  private final InstantSource clock;
  private final Sleeper sleeper;

  Sessions(
      SelectionRepository repository,
      BackgroundCut vendor,
      Credits credits,
      ClaimsConfig claims,
      InstantSource clock,
      Sleeper sleeper) {
    this.repository = repository;
    this.vendor = vendor;
    this.credits = credits;
    this.claims = claims;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** Whether there is a session that lives. */
  boolean isLive(String id) {
    return repository.find(id).filter(row -> row.isLive(clock.instant())).isPresent();
  }

  /**
   * Starts a session, unless one lives. A caller who finds that somebody else is starting it waits,
   * as long as patience lasts, and gets what that one gets.
   *
   * @param photo upright; its file is at hand
   * @return whether this call has started it, and paid
   * @throws HttpProblem 503 {@code still-being-made} when patience ends before it is decided
   */
  boolean start(String id, String cutoutId, Picture photo) {
    return new Caller(id, cutoutId, photo).start();
  }

  /** One caller: what it waits for, and what it sends itself. */
  private final class Caller {

    private final String id;
    private final String cutoutId;
    private final Picture photo;
    private final Instant end = clock.instant().plus(claims.patience());
    private final Deadline deadline = vendor.deadline();

    /** The start that it has sent, or has waited for; when that fails, it sends no other one. */
    private long awaited;

    private int failures;
    private Duration pause = FIRST_PAUSE;

    Caller(String id, String cutoutId, Picture photo) {
      this.id = id;
      this.cutoutId = cutoutId;
      this.photo = photo;
    }

    boolean start() {
      while (true) {
        SelectionEntity row = look();
        Instant now = clock.instant();
        if (row != null && row.isLive(now)) {
          return false;
        }
        if (row != null && row.mayBeStarting(now)) {
          awaited = row.claimNumber;
          waitUntilDecided(Duration.between(now, row.unsettledUntil));
        } else if (row != null && row.failure != null && row.claimNumber == awaited) {
          throw new Failure(row.failureType, row.failure).problem();
        } else if (send()) {
          return true;
        }
      }
    }

    private SelectionEntity look() {
      Optional<SelectionEntity> row = repository.find(id);
      if (row.filter(it -> it.unsettledUntil != null).isPresent()
          && !row.get().mayBeStarting(clock.instant())) {
        repository.settle(id);
        row = repository.find(id);
      }
      return row.orElse(null);
    }

    private void waitUntilDecided(Duration wait) {
      if (!clock.instant().isBefore(end)) {
        throw Problems.STILL_BEING_MADE.with(
            "The session is being started, or the vendor's answer to that was lost and the vendor"
                + " may still be at it. By Retry-After it is decided: send the same request again.",
            wait);
      }
      sleeper.sleep(pause);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** False when it is to be looked what has become of it. */
    private boolean send() {
      credits.require(SelectionRepository.PRICE);
      AtomicReference<Start> sent = new AtomicReference<>();
      try {
        String session =
            vendor.initialize(
                photo.file(),
                () -> {
                  Start start = repository.starting(id, cutoutId, photo);
                  awaited = start.number();
                  sent.set(start);
                });
        return repository.started(sent.get(), session);
      } catch (TakenException somebodyElse) {
        return false;
      } catch (BackgroundCutException e) {
        LOG.infof("%s; selection %s", e.getMessage(), id);
        failures++;
        if (e instanceof InsufficientCredits) {
          credits.refusedByVendor(SelectionRepository.PRICE);
        }
        failed(Optional.ofNullable(sent.get()), e);
        return false;
      }
    }

    /** Returns when it is worth another look. */
    private void failed(Optional<Start> sent, BackgroundCutException e) {
      if (sent.isPresent() && e.ambiguous()) {
        if (e.isOver()) {
          Failure why = new Failure(Problems.VENDOR_FAILED, uncertain(e));
          repository.uncertain(sent.get(), why);
          throw why.problem();
        }
        return;
      }
      sent.ifPresent(repository::refused);
      if (!e.surelyNotDone() || !vendor.again(e, failures, deadline)) {
        sent.ifPresent(start -> repository.failed(start, Failure.of(e)));
        throw e;
      }
    }

    private static String uncertain(BackgroundCutException e) {
      return ("The vendor failed, and may have charged %s credits for it; nobody can ask. It said:"
              + " %s The photo is kept; send the same request again to start anew, which is charged"
              + " once more.")
          .formatted(SelectionRepository.PRICE, e.detail());
    }
  }
}
