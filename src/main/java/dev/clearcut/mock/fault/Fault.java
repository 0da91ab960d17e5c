package dev.clearcut.mock.fault;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A failure on demand. Every field may be null but one of {@code status}, {@code delay}, {@code
 * work}, {@code transport} and {@code effect}; defaults are filled in.
 *
 * @param operation the contract's operation id, or {@code *} for all
 * @param account a glob for the account's name
 * @param object a glob that one of the files the call names must match; null for all calls, also
 *     those that name none
 * @param phase before by default; after for a real answer that is cut short or slowed down, and for
 *     a status or transport beside {@code work}
 * @param status 400 to 599
 * @param headers of the answer with this status
 * @param detail of the answer with this status; by default the contract's own sentence
 * @param delay how long the call is held; for a drip, how long its body takes
 * @param work how long the work takes, at whose end it is charged
 * @param times how many calls are hit at most; null for no limit
 * @param skip how many matching calls pass before the first may be hit
 * @param every of the calls after those, the first and then every nth may be hit
 * @param probability of a hit for the calls that may be hit, above 0 and up to 1
 * @param seed of the dice: the same seed hits the same calls
 * @param ttl after which, on the emulator's clock, the fault is gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
    String operation,
    String account,
    String object,
    Phase phase,
    Integer status,
    Map<String, String> headers,
    String detail,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration delay,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration work,
    Transport transport,
    Effect effect,
    Integer times,
    Integer skip,
    Integer every,
    Double probability,
    Long seed,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration ttl) {

  /** Matches everything. */
  static final String ANY = "*";

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration LONGEST_LIFE = Duration.ofDays(366);
  private static final Duration DRIP = Duration.ofSeconds(10);
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

  /**
   * Checks that the parts make sense, alone and together.
   *
   * @throws IllegalArgumentException with a sentence that names the field
   */
  public Fault {
    operation = operation == null ? ANY : operation;
    account = account == null ? ANY : account;
    boolean cutsRealAnswer = transport != null && transport.answers() && status == null;
    boolean hitsWork = work != null && (status != null || transport != null);
    Phase usual = cutsRealAnswer || hitsWork ? Phase.AFTER : Phase.BEFORE;
    phase = phase == null ? usual : phase;
    headers = headers == null ? Map.of() : headers;
    headers.forEach(Fault::requireHeader);
    headers = Map.copyOf(headers);
    delay = transport == Transport.DRIP && delay == null ? DRIP : delay;
    skip = skip == null ? Integer.valueOf(0) : skip;
    every = every == null ? Integer.valueOf(1) : every;
    probability = probability == null ? Double.valueOf(1) : probability;
    seed = seed == null ? Long.valueOf(0) : seed;

    require(
        status != null || delay != null || work != null || transport != null || effect != null,
        "A fault needs at least one of status, delay, work, transport, effect");
    requireInRange("status", status, 400, 599);
    requireInRange("times", times, 1, Integer.MAX_VALUE);
    requireInRange("skip", skip, 0, Integer.MAX_VALUE);
    requireInRange("every", every, 1, Integer.MAX_VALUE);
    require(
        probability > 0 && probability <= 1,
        "probability must be above 0 and up to 1, but is " + probability);
    requirePositive("delay", delay, LONGEST_WAIT);
    requirePositive("work", work, LONGEST_WAIT);
    requirePositive("ttl", ttl, LONGEST_LIFE);

    require(detail == null || status != null, "detail needs a status");
    require(headers.isEmpty() || status != null, "headers need a status");
    require(
        transport == null || transport.answers() || status == null,
        "transport reset and hang send no answer, so there can be no status");
    require(
        transport != Transport.HANG || delay == null,
        "transport hang never answers, so there can be no delay");
    require(
        !cutsRealAnswer || phase == Phase.AFTER,
        "transport truncate and drip need an answer: phase after, or a status");
    require(
        !hitsWork || phase == Phase.AFTER,
        "work with a status or a transport needs phase after: before the work nothing takes time");
    require(
        effect != Effect.WRONG_REGION
            || work == null && phase == Phase.BEFORE && status == null && transport == null,
        "effect wrong-region is a 404 before any work: no status, no work, no transport, no phase"
            + " after");
  }

  /**
   * When it is decided whether a call is hit: the length of its work is known from the beginning.
   */
  Phase chosen() {
    return work == null ? phase : Phase.BEFORE;
  }

  /** How long a call is held before it goes on or is answered. */
  Duration hold() {
    return delay == null || transport == Transport.DRIP ? Duration.ZERO : delay;
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException(sentence + ".");
    }
  }

  private static void requireInRange(String name, Integer value, int least, int most) {
    require(
        value == null || value >= least && value <= most,
        name
            + (most == Integer.MAX_VALUE
                ? " must be at least " + least
                : " must be from " + least + " to " + most)
            + ", but is "
            + value);
  }

  private static void requirePositive(String name, Duration value, Duration longest) {
    require(
        value == null || !value.isNegative() && !value.isZero(),
        name + " must be a positive duration such as PT0.5S, but is " + value);
    require(
        value == null || value.compareTo(longest) <= 0,
        name + " must not be longer than " + longest + ", but is " + value);
  }

  private static void requireHeader(String name, String value) {
    require(
        HEADER_NAME.matcher(name).matches() && !FRAMING.contains(name.toLowerCase()),
        "headers: \"" + name + "\" is not the name of a header that can be set");
    require(
        value != null && HEADER_VALUE.matcher(value).matches(),
        "headers: the value of " + name + " is not plain printable text");
  }
}
