package dev.clearcut.rendition;

import static java.util.function.Predicate.not;

import dev.clearcut.Sleeper;
import dev.clearcut.problem.Problems;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.work.Engine;
import dev.clearcut.work.WorkConfig;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gets renditions ready, whoever makes them: claims and makes what is free, in one vendor call, and
 * waits for what others have claimed. When one of those dies, its claim runs out and is taken over.
 * Nobody waits while holding a claim, so nobody waits in a circle.
 */
@ApplicationScoped
public class Fulfilment {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration WHEN_FULL = Duration.ofSeconds(5);

  private final Renditions renditions;
  private final Claims claims;
  private final Leases leases;
  private final Producer producer;
  private final Engine engine;
  private final WorkConfig work;
  private final ClaimsConfig config;
  private final InstantSource clock;
  private final Sleeper sleeper;

  Fulfilment(
      Renditions renditions,
      Claims claims,
      Leases leases,
      Producer producer,
      Engine engine,
      WorkConfig work,
      ClaimsConfig config,
      InstantSource clock,
      Sleeper sleeper) {
    this.renditions = renditions;
    this.claims = claims;
    this.leases = leases;
    this.producer = producer;
    this.engine = engine;
    this.work = work;
    this.config = config;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /** What is wanted, and what of it this process has claimed: it is to be made at once. */
  public static final class Begun {
    private final StoredPhoto photo;
    private final List<Rendition> asked;
    private final List<Claim> claimed;

    private Begun(StoredPhoto photo, List<Rendition> asked, List<Claim> claimed) {
      this.photo = photo;
      this.asked = asked;
      this.claimed = claimed;
    }

    /** The renditions that the specs stand for, whoever makes them. */
    public List<Rendition> asked() {
      return asked;
    }

    /** Those that are not ready. */
    public List<String> missing() {
      return asked.stream().filter(not(Rendition::isReady)).map(Rendition::id).toList();
    }

    /** Whether nobody has wanted the rendition before. */
    public boolean isNew(String renditionId) {
      return claimed.stream().anyMatch(claim -> claim.id().equals(renditionId));
    }

    private List<RenditionEntity> claimedRows() {
      return claimed.stream().map(Claim::row).toList();
    }
  }

  /**
   * Notes what is wanted, and claims what nobody has wanted before, as part of the transaction that
   * gives it its names.
   */
  public Begun begin(StoredPhoto photo, Collection<VariantSpec> wanted) {
    List<Claim> claimed = new ArrayList<>();
    return new Begun(photo, claims.want(photo.cutoutId(), wanted, claimed), claimed);
  }

  /**
   * Makes what is free on this thread, and waits for the rest.
   *
   * @param atHand the photo that the caller has just sent; null when the store alone has it
   * @param patience for what others make
   * @return whether everything is ready in the end
   * @throws RuntimeException why one of them cannot be made, whoever tried
   */
  public boolean here(Path atHand, Begun begun, Duration patience) {
    List<String> ids = begun.missing();
    StoredPhoto photo = begun.photo.atHand(atHand);
    Instant deadline = clock.instant().plus(patience);
    Set<String> awaited = new HashSet<>();
    Duration pause = FIRST_PAUSE;
    List<Claim> claimed = new ArrayList<>(begun.claimed);
    boolean held = !claimed.isEmpty();
    List<RenditionEntity> missing =
        claimed.size() == ids.size() ? begun.claimedRows() : missing(look(ids));
    claimed.addAll(claimFree(missing, awaited));
    while (!missing.isEmpty()) {
      if (!claimed.isEmpty()) {
        StoredPhoto current = held ? photo : again(photo);
        held = false;
        if (make(current, claimed) && claimed.size() == missing.size()) {
          return true;
        }
      }
      claimed.forEach(claim -> awaited.add(claim.id()));
      missing.stream()
          .filter(rendition -> rendition.status == RenditionStatus.PENDING)
          .forEach(rendition -> awaited.add(rendition.id));
      if (!clock.instant().isBefore(deadline)) {
        missing = missing(look(ids));
        throwFailure(missing, awaited);
        return missing.isEmpty();
      }
      if (claimed.isEmpty()) {
        sleeper.sleep(pause);
        pause = longer(pause);
      }
      missing = missing(look(ids));
      throwFailure(missing, awaited);
      claimed = claimFree(missing, awaited);
    }
    return true;
  }

  /** As long as nobody here has held a claim, the cutout may have been deleted and made again. */
  private StoredPhoto again(StoredPhoto photo) {
    return renditions
        .photo(photo.cutoutId())
        .orElseThrow(Fulfilment::deleted)
        .atHand(photo.atHand());
  }

  private boolean make(StoredPhoto photo, List<Claim> claimed) {
    leases.keep(claimed);
    try {
      return producer.produce(photo, claimed);
    } finally {
      leases.drop(claimed);
    }
  }

  /**
   * Has what is missing made later, also when the caller dies: part of the transaction that notes
   * that it is wanted.
   */
  public void later(String cutoutId, List<Rendition> missing) {
    claims.later(
        cutoutId,
        missing.stream()
            .filter(rendition -> rendition.status() == RenditionStatus.FAILED)
            .map(Rendition::id)
            .toList());
  }

  /**
   * Waits for what is made elsewhere.
   *
   * @return whether everything is ready in the end
   * @throws RuntimeException why one of them cannot be made
   */
  public boolean await(List<String> renditionIds, Duration patience) {
    Instant deadline = clock.instant().plus(patience);
    Duration pause = FIRST_PAUSE;
    while (true) {
      List<RenditionEntity> missing = missing(look(renditionIds));
      throwFailure(missing, renditionIds);
      if (missing.isEmpty() || !clock.instant().isBefore(deadline)) {
        return missing.isEmpty();
      }
      sleeper.sleep(pause);
      pause = longer(pause);
    }
  }

  /** How long a request waits for what another one is having made. */
  public Duration patience() {
    return config.patience();
  }

  /**
   * When to ask again for what is not ready: by then it is known what became of paid calls that may
   * still be running, or soon when all of it is being made.
   */
  public Duration comeBackAfter(List<String> renditionIds) {
    Instant now = clock.instant();
    return missing(look(renditionIds)).stream()
        .filter(rendition -> rendition.mayBeUnderWay(now))
        .filter(r -> r.claimHolder == null || r.mayBeMade(now) || r.unseenCalls > 0)
        .map(rendition -> Duration.between(now, rendition.unsettledUntil))
        .max(Comparator.naturalOrder())
        .filter(wait -> wait.compareTo(SOON) > 0)
        .orElse(SOON);
  }

  /**
   * To be asked before anything is noted of the work.
   *
   * @throws HttpProblem 429 when there is no room for work that no caller waits for
   */
  public void requireRoom() {
    if (engine.due(RenditionTask.NAME) >= work.queue()) {
      throw Problems.TOO_MUCH_WORK.with(
          "Too much work is waiting already, so the service started nothing. Send the same request"
              + " again later.",
          WHEN_FULL);
    }
  }

  private static void throwFailure(List<RenditionEntity> missing, Collection<String> awaited) {
    missing.stream()
        .filter(rendition -> rendition.status == RenditionStatus.FAILED)
        .filter(rendition -> awaited.contains(rendition.id))
        .findFirst()
        .ifPresent(
            failed -> {
              throw new Failure(failed.failureType, failed.failure).problem();
            });
  }

  /**
   * Looking comes first: whoever waits writes nothing. What is waited for already is only taken
   * over; should it fail in this very moment, nobody tries again for the others.
   */
  private List<Claim> claimFree(List<RenditionEntity> missing, Set<String> awaited) {
    Instant now = clock.instant();
    List<RenditionEntity> free = missing.stream().filter(r -> r.mayBeMade(now)).toList();
    List<Claim> claimed = new ArrayList<>();
    List<String> begun = ids(free.stream().filter(r -> awaited.contains(r.id)).toList());
    List<String> other = ids(free.stream().filter(r -> !awaited.contains(r.id)).toList());
    if (!begun.isEmpty()) {
      claimed.addAll(claims.takeOver(begun));
    }
    if (!other.isEmpty()) {
      claimed.addAll(claims.take(other));
    }
    return claimed;
  }

  private List<RenditionEntity> look(Collection<String> renditionIds) {
    List<RenditionEntity> all = renditions.rows(renditionIds);
    if (all.size() < renditionIds.size()) {
      throw deleted();
    }
    return all;
  }

  private static List<RenditionEntity> missing(List<RenditionEntity> rows) {
    return rows.stream().filter(row -> !row.isReady()).toList();
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private static HttpProblem deleted() {
    return Problems.NO_SUCH_RESOURCE.with(
        "Somebody deleted the cutout in the meantime. POST /cutouts makes it again.");
  }

  private static List<String> ids(List<RenditionEntity> rows) {
    return rows.stream().map(row -> row.id).toList();
  }
}
