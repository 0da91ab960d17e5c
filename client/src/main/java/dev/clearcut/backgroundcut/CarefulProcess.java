package dev.clearcut.backgroundcut;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.model.KeyVariant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Pays for the same work once, whatever happens on the way.
 *
 * <p>{@code process} costs credits and has no idempotency key. But the caller chooses the names of
 * the results. So they are made of the photo and of what is wanted, and before anything is paid,
 * this asks whether the results are there: they are when an earlier call made them whose answer was
 * lost. A call whose end nobody has seen counts as running until its time limit, the grace and 30 s
 * have passed since it was begun. Until then this looks for its results, and sends no other one.
 *
 * <p>When this is told that a call is over (a 4xx, 500 or 503), it looks once more, and sends the
 * call again when it may succeed then: after a 429 not before the time of {@code Retry-After},
 * after a 404 once, with the photo uploaded again, and never after another 4xx.
 *
 * <p>A result that was paid for can be asked for again for as long as the vendor keeps it, at most
 * 2 hours: the same method with the same photo and variants finds it and pays nothing.
 */
public final class CarefulProcess {

  private static final RepeatRule RULE =
      new RepeatRule(3, Duration.ofMillis(250), Duration.ofSeconds(10), Duration.ofSeconds(30));

  /** One "not there" may be that of another regional server. */
  private static final int LOOKS = 2;

  /**
   * Looking right before a call is sent has this time, so that what is noted of the call is true.
   */
  private static final Duration LOOKING = Duration.ofSeconds(30);

  /** How often what was paid for is looked for until it counts as lost. */
  private static final int LOOKS_FOR_WHAT_IS_PAID = 3;

  private static final String MAY_BE_RUNNING =
      "Nothing was sent: a call for the same results was sent before, and may still be running.";
  private static final String TOO_SLOW =
      "Nothing was sent: the vendor takes too long to say whether the results are there.";

  private final ObjectMapper json = new ObjectMapper();
  private final VendorGateway vendor;
  private final SentCalls sent;
  private final Times times;
  private final InstantSource clock;
  private final Consumer<Duration> sleeper;

  /**
   * How long things may take.
   *
   * @param deadline for one {@link #process}; less than the time limit of a call, the grace and 30
   *     s is too little to wait a call out whose end is not seen
   * @param grace how long a call may go on at the vendor after its time limit
   * @param pause between two looks for the results of a call that may be running
   */
  public record Times(Duration deadline, Duration grace, Duration pause) {

    /** 10 minutes, 1 minute, 5 seconds. */
    public static Times usual() {
      return new Times(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofSeconds(5));
    }
  }

  /** With the usual times. */
  public CarefulProcess(VendorGateway vendor, SentCalls sent) {
    this(vendor, sent, Times.usual());
  }

  /**
   * Pays through a gateway.
   *
   * @param sent is shared by all who may ask for the same work
   */
  public CarefulProcess(VendorGateway vendor, SentCalls sent, Times times) {
    this(vendor, sent, times, InstantSource.system(), CarefulProcess::sleep);
  }

  CarefulProcess(
      VendorGateway vendor,
      SentCalls sent,
      Times times,
      InstantSource clock,
      Consumer<Duration> sleeper) {
    this.vendor = vendor;
    this.sent = sent;
    this.times = times;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Makes variants of a photo, with one paid call for those that are not there. Blocks until they
   * are.
   *
   * @param photo a JPEG, PNG, WebP, AVIF or HEIC
   * @param variants what is wanted, 1 to 50, each with {@code outputKey} null: it is made of photo
   *     and variant
   * @return where anybody can read each of them, in the order of {@code variants}; good for up to 2
   *     hours
   * @throws BackgroundCutException when it is {@linkplain BackgroundCutException#ambiguous
   *     ambiguous}, the work may be paid for, and calling this again finds that out at no cost
   * @throws IllegalArgumentException for a variant with an {@code outputKey}
   */
  public List<URI> process(Path photo, List<KeyVariant> variants) {
    return new Work(photo, variants).urls();
  }

  /**
   * A call that may be sent.
   *
   * @param keys the results that it is for
   * @param sendBy when it is sent later, it may run beyond what is noted
   * @param until as it is noted
   */
  private record Begun(List<String> keys, Instant sendBy, Instant until) {}

  /** One piece of work. */
  private final class Work {

    private final Deadline deadline = new Deadline(times.deadline(), clock);
    private final Path photo;
    private final String inputKey;
    private final List<String> outputKeys = new ArrayList<>();
    private final Map<String, KeyVariant> wanted = new LinkedHashMap<>();
    private final Map<String, URI> found = new HashMap<>();

    /** Until when calls of ours may be running whose end was not seen, by output key. */
    private final Map<String, Instant> unseen = new HashMap<>();

    private BackgroundCutException failure;
    private int failures;
    private int looksForWhatIsPaid;
    private boolean uploadedAgain;

    Work(Path photo, List<KeyVariant> variants) {
      this.photo = photo;
      String folder = "careful/" + sha256(photo) + "/";
      this.inputKey = folder + "photo";
      for (KeyVariant variant : variants) {
        KeyVariant named = named(folder, variant);
        outputKeys.add(named.outputKey());
        wanted.put(named.outputKey(), named);
      }
    }

    List<URI> urls() {
      look(1);
      if (!missing().isEmpty()) {
        vendor.upload(photo, inputKey);
      }
      while (!missing().isEmpty()) {
        Optional<Begun> begun = begin(missing());
        if (begun.isPresent()) {
          goOnWith(begun.get());
        } else {
          look(LOOKS);
          if (!missing().isEmpty()) {
            pause(times.pause(), failure == null ? notSent(MAY_BE_RUNNING) : failure);
          }
        }
      }
      return outputKeys.stream().map(found::get).toList();
    }

    private List<String> missing() {
      return wanted.keySet().stream().filter(key -> !found.containsKey(key)).toList();
    }

    /** All or none. */
    private Optional<Begun> begin(List<String> keys) {
      Instant now = clock.instant();
      Instant sendBy = now.plus(LOOKING);
      Instant until = sendBy.plus(vendor.processTimeLimit()).plus(times.grace());
      Begun begun = new Begun(new ArrayList<>(), sendBy, until.truncatedTo(ChronoUnit.MILLIS));
      for (String key : keys) {
        if (!sent.begin(key, now, begun.until)) {
          ended(begun);
          return Optional.empty();
        }
        begun.keys.add(key);
      }
      return Optional.of(begun);
    }

    private void ended(Begun begun) {
      begun.keys.forEach(key -> sent.ended(key, begun.until));
    }

    /** Nobody else sends now, so what is not there now is bought by nobody else. */
    private void goOnWith(Begun begun) {
      try {
        look(LOOKS);
      } catch (RuntimeException e) {
        ended(begun);
        throw e;
      }
      List<String> missing = missing();
      if (missing.isEmpty()) {
        ended(begun);
      } else if (looksForWhatIsPaid > 0) {
        ended(begun);
        waitForWhatIsPaid();
      } else if (clock.instant().isAfter(begun.sendBy)) {
        ended(begun);
        pause(times.pause(), notSent(TOO_SLOW));
      } else {
        buy(missing, begun);
      }
    }

    private void waitForWhatIsPaid() {
      NotThere lost =
          new NotThere("getPublicUrl", "The call was paid for, and its result cannot be found.");
      if (looksForWhatIsPaid++ == LOOKS_FOR_WHAT_IS_PAID) {
        throw lost;
      }
      pause(times.pause(), lost);
    }

    private void buy(List<String> missing, Begun begun) {
      try {
        vendor.process(inputKey, missing.stream().map(wanted::get).toList());
      } catch (BackgroundCutException e) {
        if (e.isOver()) {
          ended(begun);
        } else {
          begun.keys.forEach(key -> unseen.put(key, begun.until));
        }
        prepareRepeat(e);
        return;
      }
      looksForWhatIsPaid = 1;
      ended(begun);
      look(LOOKS);
    }

    private void prepareRepeat(BackgroundCutException e) {
      if (e instanceof NotThere && !uploadedAgain) {
        uploadedAgain = true;
        vendor.upload(photo, inputKey);
        return;
      }
      failure = e;
      failures++;
      Duration least = RULE.leastWait(e, failures).orElseThrow(() -> e);
      pause(least, e);
    }

    /** Waits, or ends with {@code otherwise} when there is no time for it. */
    private void pause(Duration least, BackgroundCutException otherwise) {
      if (!deadline.allows(least)) {
        throw otherwise;
      }
      sleeper.accept(RepeatRule.withJitter(least));
    }

    private void look(int most) {
      for (String key : missing()) {
        look(key, most).ifPresent(url -> found(key, url));
      }
    }

    /** A call that has made its result is over. */
    private void found(String key, URI url) {
      found.put(key, url);
      Optional.ofNullable(unseen.remove(key)).ifPresent(until -> sent.ended(key, until));
    }

    private Optional<URI> look(String key, int most) {
      for (int looks = 1; ; looks++) {
        try {
          return Optional.of(vendor.publicUrl(key));
        } catch (NotThere e) {
          if (looks == most) {
            return Optional.empty();
          }
        }
      }
    }
  }

  private static NoAnswer notSent(String why) {
    return new NoAnswer("process", why, null);
  }

  private KeyVariant named(String folder, KeyVariant variant) {
    if (variant.outputKey() != null) {
      throw new IllegalArgumentException(
          "Leave outputKey null: it is made of the photo and the variant.");
    }
    String key = folder + fingerprint(variant) + "." + variant.format().value();
    return new KeyVariant(
        key,
        variant.format(),
        variant.maxResolution(),
        variant.quality(),
        variant.backgroundColor(),
        variant.outputCompression(),
        variant.autocrop());
  }

  /** Of everything that is wanted, defaults included. */
  private String fingerprint(KeyVariant variant) {
    try {
      byte[] text = json.writeValueAsString(variant).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256().digest(text)).substring(0, 32);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String sha256(Path file) {
    MessageDigest digest = sha256();
    try (InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped while waiting", e);
    }
  }
}
