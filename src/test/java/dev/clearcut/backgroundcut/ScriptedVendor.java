package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.InvalidRequest;
import dev.clearcut.backgroundcut.BackgroundCutException.KeyRejected;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked;
import dev.clearcut.backgroundcut.BackgroundCutException.NotAsked.Reason;
import dev.clearcut.backgroundcut.BackgroundCutException.NotConnected;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.BackgroundCutException.RateLimited;
import dev.clearcut.backgroundcut.BackgroundCutException.Unavailable;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import dev.clearcut.testing.VirtualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.faulttolerance.Timeout;

/**
 * A vendor in whose calls time passes as a test says, at no cost of real time: every {@code
 * process} or {@code initialize} call that arrives is done and charged when its work has taken as
 * long as it takes, also when its caller is gone.
 */
public class ScriptedVendor extends BackgroundCut {

  /** How long the delivered settings let one {@code process} call take. */
  public static final Duration TIME_LIMIT = Duration.ofSeconds(300);

  /** Likewise one {@code initialize} call. */
  public static final Duration INITIALIZE_TIME_LIMIT = Duration.ofSeconds(120);

  /** The process that calls dies, as by {@code kill -9}: nothing of it runs any more. */
  public static final class Killed extends Error {}

  /**
   * How a call ends for its caller.
   *
   * @param arrives whether the vendor does, and charges, the work
   */
  public record End(Duration after, boolean arrives, Throwable failure) {

    /** The caller's process is killed. */
    public static End killed(Duration after) {
      return new End(after, true, new Killed());
    }

    /** Nobody sees the end: by the failure that the client makes of it. */
    public static End unseen(String how, Duration after, boolean arrives) {
      return new End(
          after,
          arrives,
          how.matches("\\d+")
              ? new Unavailable("process", Integer.parseInt(how), "Timed out.", null)
              : new NoAnswer("process", how, null));
    }

    /** The end is seen, or nothing was sent. */
    public static End seen(String how) {
      return new End(
          Duration.ofSeconds(1),
          false,
          switch (how) {
            case "400" -> new InvalidRequest("process", 400, "Invalid.");
            case "401" -> new KeyRejected("process", "Invalid API key.");
            case "402" -> new InsufficientCredits("process", "Insufficient credits.");
            case "429" -> new RateLimited("process", "Slow down.", Duration.ofSeconds(1));
            case "404" -> new NotThere("process", "File not found.");
            case "500", "503" ->
                new Unavailable("process", Integer.parseInt(how), "Internal error.", null);
            case "no connection" -> new NotConnected("process", "No connection.", null);
            case "our limit" ->
                new NotAsked("process", Reason.TOO_OFTEN, Duration.ofSeconds(1), null);
            default -> throw new IllegalArgumentException(how);
          });
    }
  }

  private final VirtualTime time;
  private final Duration work;
  private final byte[] result;
  private final Deque<End> ends = new ArrayDeque<>();
  private final Map<String, Instant> doneAt = new HashMap<>();
  private final List<Instant> sent = new ArrayList<>();
  private int charges;
  private int uploads;
  private boolean away;
  private Runnable afterSending = () -> {};
  private Consumer<SegmentRequest> afterRequest = request -> {};
  private final List<SegmentRequest> requests = new ArrayList<>();
  private Duration uploading = Duration.ZERO;

  /**
   * A vendor with an account of its own.
   *
   * @param work how long one call takes
   * @param result what every call makes
   */
  public ScriptedVendor(VirtualTime time, Duration work, byte[] result) {
    super(null, null, null, null, null, null, time);
    this.time = time;
    this.work = work;
    this.result = result.clone();
  }

  /** What the annotation of a call says. */
  public static Duration deliveredTimeLimit(String call) {
    return Stream.of(VendorCalls.class.getDeclaredMethods())
        .filter(method -> method.getName().equals(call))
        .map(method -> method.getAnnotation(Timeout.class))
        .filter(Objects::nonNull)
        .map(limit -> Duration.of(limit.value(), limit.unit()))
        .findFirst()
        .orElseThrow();
  }

  /** How the next calls end for their caller; those after them are answered as they should be. */
  public ScriptedVendor ending(End... next) {
    ends.addAll(List.of(next));
    return this;
  }

  /** It cannot be reached, until it is back. */
  public void away(boolean isAway) {
    away = isAway;
  }

  /** How long an upload takes. */
  public void uploading(Duration takes) {
    uploading = takes;
  }

  /** What happens while a call runs, right after it was sent. */
  public void afterSending(Runnable event) {
    afterSending = event;
  }

  /** What happens while the answer to a request is under way. */
  public void afterRequest(Consumer<SegmentRequest> event) {
    afterRequest = event;
  }

  /** The requests of sessions so far. */
  public List<SegmentRequest> requests() {
    return List.copyOf(requests);
  }

  /** Charged calls so far. */
  public int charges() {
    return charges;
  }

  /** When each call was sent. */
  public List<Instant> sent() {
    return List.copyOf(sent);
  }

  /** Uploads so far. */
  public int uploads() {
    return uploads;
  }

  @Override
  public Deadline deadline() {
    return new Deadline(Duration.ofMinutes(10), time);
  }

  @Override
  public Optional<Duration> processTimeLimit() {
    return Optional.of(TIME_LIMIT);
  }

  @Override
  public Optional<Duration> initializeTimeLimit() {
    return Optional.of(INITIALIZE_TIME_LIMIT);
  }

  @Override
  public String initialize(Path photo, Runnable beforeSending) {
    End end = next(beforeSending);
    time.pass(end.after());
    fail(end);
    return "session-" + sent.size();
  }

  @Override
  public URI segment(Supplier<SegmentRequest> request, Deadline deadline) {
    reach("segment");
    SegmentRequest sent = request.get();
    requests.add(sent);
    afterRequest.accept(sent);
    return URI.create("http://vendor.test/segment-" + sent.requestNumber());
  }

  @Override
  public boolean again(BackgroundCutException failure, int failures, Deadline deadline) {
    if (!failure.passes() || failures > mostRepeats()) {
      return false;
    }
    time.pass(Duration.ofSeconds(1));
    return true;
  }

  @Override
  public int mostRepeats() {
    return 3;
  }

  @Override
  public void upload(Path photo, String key, Deadline deadline) {
    reach("upload");
    time.pass(uploading);
    uploads++;
  }

  @Override
  public List<String> process(String inputKey, List<KeyVariant> variants, Runnable beforeSending) {
    End end = next(beforeSending);
    if (end.arrives()) {
      Instant done = time.instant().plus(work);
      variants.forEach(variant -> doneAt.merge(variant.outputKey(), done, (a, b) -> a));
    }
    time.pass(end.after());
    fail(end);
    return variants.stream().map(KeyVariant::outputKey).toList();
  }

  /** A paid call is sent. */
  private End next(Runnable beforeSending) {
    End end = ends.isEmpty() ? new End(work, true, null) : ends.remove();
    if (end.failure() instanceof NotAsked refused) {
      throw refused;
    }
    beforeSending.run();
    reach("process");
    sent.add(time.instant());
    afterSending.run();
    charges += end.arrives() ? 1 : 0;
    return end;
  }

  private static void fail(End end) {
    if (end.failure() instanceof Error killed) {
      throw killed;
    }
    if (end.failure() instanceof BackgroundCutException failure) {
      throw failure;
    }
  }

  @Override
  public URI publicUrl(String key, Deadline deadline) {
    reach("getPublicUrl");
    if (!doneAt.containsKey(key) || time.instant().isBefore(doneAt.get(key))) {
      throw new NotThere("getPublicUrl", "File not found.");
    }
    return URI.create("http://vendor.test/" + key);
  }

  @Override
  public Path download(URI url, Deadline deadline) {
    reach("getPublicFile");
    try {
      return Files.write(Files.createTempFile("scripted-", ".download"), result);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String pattern) {
    reach("deleteFiles");
  }

  private void reach(String operation) {
    if (away) {
      throw new NotConnected(operation, "No connection.", null);
    }
  }
}
