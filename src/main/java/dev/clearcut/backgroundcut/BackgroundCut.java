package dev.clearcut.backgroundcut;

import dev.clearcut.backgroundcut.BackgroundCutException.NotTaken;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.NamedVariant;
import dev.clearcut.backgroundcut.model.ProcessImageRequest;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The vendor, as the service sees it: the key dialect of BackgroundCut v3 (the pages "Basic",
 * "Custom Background" and "Image Reuse") and AI Cut (the reference page), blocking, with limits and
 * repeats applied. Every method ends in a result or in a {@link BackgroundCutException}.
 *
 * <p>{@code process} and {@code initialize} are paid and have no idempotency key. So they alone are
 * sent once. Whoever sends {@code process} again has looked for its results before; of {@code
 * initialize} nothing can be looked for. Both ask {@link #again}.
 */
@ApplicationScoped
public class BackgroundCut {

  /** How long the vendor keeps an upload, a result or a session, at most: "Image Reuse". */
  public static final Duration KEEPS_FILES = Duration.ofHours(2);

  private final VendorCalls calls;
  private final Retries retries;
  private final BackgroundCutConfig config;
  private final TimeLimits timeLimits;
  private final SignedCalls signed;
  private final VendorHosts hosts;
  private final InstantSource clock;

  BackgroundCut(
      VendorCalls calls,
      Retries retries,
      BackgroundCutConfig config,
      TimeLimits timeLimits,
      SignedCalls signed,
      VendorHosts hosts,
      InstantSource clock) {
    this.calls = calls;
    this.retries = retries;
    this.config = config;
    this.timeLimits = timeLimits;
    this.signed = signed;
    this.hosts = hosts;
    this.clock = clock;
  }

  /** The deadline of a piece of work that begins now. */
  public Deadline deadline() {
    return new Deadline(config.deadline(), clock);
  }

  /**
   * How long one {@code process} call may take before its end is no longer waited for; empty when
   * no limit is in force.
   */
  public Optional<Duration> processTimeLimit() {
    return timeLimits.of("process");
  }

  /** Likewise of one {@code initialize} call. */
  public Optional<Duration> initializeTimeLimit() {
    return timeLimits.of("initialize");
  }

  /** The time that all calls of one piece of work have together. */
  public Duration timeForAllCalls() {
    return config.deadline();
  }

  /**
   * Waits before a paid call is sent again, if it may be; by the same rule as for all other calls.
   *
   * @param failures of this piece of work so far
   * @return false, at once, when the work should end with {@code failure} instead
   */
  public boolean again(BackgroundCutException failure, int failures, Deadline deadline) {
    return retries.again(failure, failures, deadline);
  }

  /** How often a call may be sent again after the first time. */
  public int mostRepeats() {
    return retries.most();
  }

  /** Streams {@code photo} into the vendor's space, where it stays for at most 2 hours. Free. */
  public void upload(Path photo, String key, Deadline deadline) {
    retries.call("upload", deadline, () -> calls.upload(photo, key));
  }

  /**
   * Removes the background once and writes every variant to its {@code output_key}. Costs credits,
   * and is sent once.
   *
   * @param beforeSending runs right before the call is sent, and not at all when a limit of ours
   *     refuses it; what it throws comes out of this method, and then nothing is sent
   * @return the output keys, in the order of {@code variants}
   */
  public List<String> process(String inputKey, List<KeyVariant> variants, Runnable beforeSending) {
    return retries.once("process", () -> calls.process(inputKey, variants, beforeSending));
  }

  /**
   * Starts a session of AI Cut. Costs credits, and is sent once.
   *
   * @param photo a JPEG, PNG or WebP
   * @param beforeSending as of {@link #process}
   * @return the name of the session, which lives for two hours
   */
  public String initialize(Path photo, Runnable beforeSending) {
    return retries.once("initializeAiCut", () -> calls.initialize(photo, beforeSending));
  }

  /**
   * Cuts out what the points of a session select. Free. A session is on one of the vendor's
   * regional servers only, so one "not there" is not believed.
   *
   * @param request is asked for the request before each attempt, so that each has a number of its
   *     own; what it throws comes out of this method
   * @return where the picture is
   * @throws NotThere when there is no such session, after having asked twice
   */
  public URI segment(Supplier<SegmentRequest> request, Deadline deadline) {
    try {
      return segmentOnce(request, deadline);
    } catch (NotThere maybeElsewhere) {
      return segmentOnce(request, deadline);
    }
  }

  private URI segmentOnce(Supplier<SegmentRequest> request, Deadline deadline) {
    return retries.call("segment", deadline, () -> calls.segment(request.get()));
  }

  /**
   * Mints an unauthenticated URL for a file in the space; it expires within 2 hours. Free. A file
   * is on one of the vendor's regional servers only, so one "not there" is not believed.
   *
   * @throws NotThere when there is no such file, after having asked twice
   */
  public URI publicUrl(String key, Deadline deadline) {
    try {
      return askForUrl(key, deadline);
    } catch (NotThere maybeElsewhere) {
      return askForUrl(key, deadline);
    }
  }

  private URI askForUrl(String key, Deadline deadline) {
    return retries.call("getPublicUrl", deadline, () -> calls.publicUrl(key));
  }

  /**
   * Streams what {@code url} serves into a new temporary file, which the caller deletes. No key
   * goes out.
   */
  public Path download(URI url, Deadline deadline) {
    return retries.call("getPublicFile", deadline, () -> calls.download(url));
  }

  /** Has one upload of the filename dialect signed. Free. */
  public SignedCall signUpload(Deadline deadline) {
    String token = retries.call("presignUploadImage", deadline, calls::signUpload);
    return signed.upload(token, signed.expiry(token, clock.instant()));
  }

  /**
   * Has the start of one session of AI Cut signed. To sign is free; whoever makes the call has it
   * charged to our account.
   */
  public SignedCall signInitialize(Deadline deadline) {
    String token = retries.call("presignInitializeAiCut", deadline, calls::signInitialize);
    return signed.initialize(token, signed.expiry(token, clock.instant()));
  }

  /**
   * Has one {@code process} call of the filename dialect signed, with its variants baked in. To
   * sign is free; whoever makes the call has it charged to our account.
   */
  public SignedCall signProcess(
      String uniqueFilename, List<NamedVariant> variants, Deadline deadline) {
    ProcessImageRequest request = new ProcessImageRequest(uniqueFilename, variants);
    String token = retries.call("presignProcessImage", deadline, () -> calls.signProcess(request));
    return signed.process(token, signed.expiry(token, clock.instant()));
  }

  /** A signed {@code process} call that was signed before, and is good until then. */
  public SignedCall signedProcess(String token, Instant expiresAt) {
    return signed.process(token, expiresAt);
  }

  /**
   * Lets a URL pass that somebody else says is the vendor's.
   *
   * @throws NotTaken when it is not
   */
  public void requireVendorHost(URI url) {
    hosts.check(url);
  }

  /** Deletes all files of the space whose whole key matches {@code pattern}. Free. */
  public void delete(String pattern) {
    retries.call("deleteFiles", deadline(), () -> calls.delete(pattern));
  }
}
