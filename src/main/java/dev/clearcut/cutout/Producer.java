package dev.clearcut.cutout;

import dev.clearcut.Sleeper;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.Deadline;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.problem.Problems;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.usage.Credits;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Gets renditions from the vendor: look for what an earlier try may have paid for, buy the rest in
 * one call, download, verify, store, and only then record. A crash at any line leaves a state from
 * which the next try finishes without paying again, because the output keys are deterministic.
 */
@ApplicationScoped
class Producer {

  private static final Logger LOG = Logger.getLogger(Producer.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final int GATEWAY_TIMEOUT = 504;
  private static final int DOWNLOADS = 3;

  /** What the vendor made, and lost before we had it, is bought once more. */
  private static final int MOST_PURCHASES = 2;

  private final BackgroundCut vendor;
  private final ObjectStore store;
  private final CutoutRepository repository;
  private final Claims claims;
  private final Credits credits;
  private final ClaimsConfig config;
  private final PhotoInspector inspector;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Steps steps;

  Producer(
      BackgroundCut vendor,
      ObjectStore store,
      CutoutRepository repository,
      Claims claims,
      Credits credits,
      ClaimsConfig config,
      PhotoInspector inspector,
      InstantSource clock,
      Sleeper sleeper,
      Steps steps) {
    this.vendor = vendor;
    this.store = store;
    this.repository = repository;
    this.claims = claims;
    this.credits = credits;
    this.config = config;
    this.inspector = inspector;
    this.clock = clock;
    this.sleeper = sleeper;
    this.steps = steps;
  }

  /**
   * Makes every claimed rendition ready, or throws and marks those that are not as failed. When a
   * claim was lost on the way, what is left is there for others to claim.
   *
   * @return whether every one is ready; false when a claim was lost
   */
  boolean produce(CutoutEntity cutout, List<RenditionEntity> claimed) {
    List<RenditionEntity> missing = new ArrayList<>(claimed);
    try {
      produce(cutout, missing, vendor.deadline());
      return true;
    } catch (ClaimLostException e) {
      LOG.infof("%s; leaving it to who has it now", e.getMessage());
      claims.abandon(missing);
      return false;
    } catch (RuntimeException e) {
      Failure failure = Failure.of(e);
      steps.failed(missing.size(), failure);
      claims.failed(missing, failure);
      throw e;
    }
  }

  private void produce(CutoutEntity cutout, List<RenditionEntity> missing, Deadline deadline) {
    BackgroundCutException failure = null;
    int failures = 0;
    int purchases = 0;
    while (true) {
      List<RenditionEntity> made = steps.time("look", () -> lookFor(cutout, missing, deadline));
      missing.removeAll(keep(cutout, made, deadline));
      if (missing.isEmpty()) {
        return;
      }
      if (purchases == MOST_PURCHASES) {
        throw Problems.VENDOR_FAILED.with(
            "The vendor made the variant and lost it, %d times. Send the same request again."
                .formatted(MOST_PURCHASES));
      }
      if (failure != null && !vendor.again(failure, failures, deadline)) {
        throw failure;
      }
      try {
        buy(cutout, missing, deadline);
        purchases++;
        missing.removeAll(missing.stream().filter(r -> fetch(cutout, r, deadline)).toList());
      } catch (BackgroundCutException e) {
        if (!e.ambiguous()) {
          throw e;
        }
        LOG.infof("%s; looking for results before anything is paid again", e.getMessage());
        failure = e;
        failures++;
      }
    }
  }

  /**
   * What earlier tries have left, in our store or at the vendor. While one of their calls may be
   * under way at the vendor, its results are waited for.
   */
  private List<RenditionEntity> lookFor(
      CutoutEntity cutout, List<RenditionEntity> claimed, Deadline deadline) {
    List<RenditionEntity> made = new ArrayList<>();
    List<RenditionEntity> tried =
        new ArrayList<>(claimed.stream().filter(rendition -> rendition.attempts > 0).toList());
    while (true) {
      tried.removeIf(rendition -> isMade(cutout, rendition, deadline) && made.add(rendition));
      if (tried.stream().noneMatch(this::mayBeUnderWay)) {
        return made;
      }
      sleeper.sleep(LOOK_AGAIN);
    }
  }

  /** Keeps what looking has found; the vendor may lose it meanwhile. */
  private List<RenditionEntity> keep(
      CutoutEntity cutout, List<RenditionEntity> made, Deadline deadline) {
    List<RenditionEntity> charged = made.stream().filter(r -> r.unsettledCredits != null).toList();
    if (!charged.isEmpty()) {
      claims.found(charged);
    }
    return made.stream().filter(r -> restore(r) || fetchAnew(cutout, r, deadline)).toList();
  }

  private boolean mayBeUnderWay(RenditionEntity rendition) {
    return rendition.unsettledSince != null
        && clock.instant().isBefore(rendition.unsettledSince.plus(config.grace()));
  }

  private boolean isMade(CutoutEntity cutout, RenditionEntity rendition, Deadline deadline) {
    return isStored(rendition) || atVendor(cutout, rendition, deadline).isPresent();
  }

  /** One paid call for all. */
  private void buy(CutoutEntity cutout, List<RenditionEntity> toBuy, Deadline deadline) {
    Map<RenditionEntity, BigDecimal> prices = Prices.ofOneCall(toBuy, r -> r.autocrop);
    BigDecimal price = prices.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    credits.require(price);
    if (cutout.uploadedAt == null) {
      upload(cutout, deadline);
    }
    claims.asking(cutout, prices);
    try {
      process(cutout, toBuy, deadline);
    } catch (BackgroundCutException e) {
      note(e, toBuy);
      if (e instanceof InsufficientCredits) {
        credits.refusedByVendor(price);
      }
      throw e;
    }
    long paidBefore = toBuy.stream().filter(rendition -> rendition.credits != null).count();
    claims.charged(toBuy);
    steps.repurchased(paidBefore);
  }

  private void note(BackgroundCutException failure, List<RenditionEntity> toBuy) {
    if (!failure.ambiguous()) {
      claims.refused(toBuy);
    } else if (failure instanceof NoAnswer || failure.status() == GATEWAY_TIMEOUT) {
      claims.unsettled(toBuy);
    } else {
      claims.ended(toBuy);
    }
  }

  /** Asks for all in one call; uploads once more when the vendor does not find the photo. */
  private void process(CutoutEntity cutout, List<RenditionEntity> toBuy, Deadline deadline) {
    String inputKey = Keys.vendorInput(cutout);
    List<KeyVariant> variants =
        toBuy.stream().map(r -> r.spec().toKeyVariant(Keys.vendorOutput(cutout, r))).toList();
    try {
      vendor.process(inputKey, variants, deadline);
    } catch (NotThere forgotten) {
      LOG.infof("The vendor does not find the photo of cutout %s; uploading it again", cutout.id);
      upload(cutout, deadline);
      repository.uploaded(cutout);
      vendor.process(inputKey, variants, deadline);
    }
  }

  private void upload(CutoutEntity cutout, Deadline deadline) {
    String inputKey = Keys.vendorInput(cutout);
    if (!store.read(cutout.objectKey, photo -> vendor.upload(photo, inputKey, deadline))) {
      throw new IllegalStateException("The store has lost " + cutout.objectKey);
    }
    cutout.uploadedAt = clock.instant();
  }

  private boolean isStored(RenditionEntity rendition) {
    return rendition.objectKey != null && store.size(rendition.objectKey).isPresent();
  }

  private Optional<URI> atVendor(
      CutoutEntity cutout, RenditionEntity rendition, Deadline deadline) {
    try {
      return Optional.of(vendor.publicUrl(Keys.vendorOutput(cutout, rendition), deadline));
    } catch (NotThere none) {
      return Optional.empty();
    }
  }

  /** As {@link #fetch}, under a key of this claim's own, which nobody else may be writing to. */
  private boolean fetchAnew(CutoutEntity cutout, RenditionEntity rendition, Deadline deadline) {
    claims.storing(rendition);
    return fetch(cutout, rendition, deadline);
  }

  /** Downloads, verifies, stores and records one rendition; false when the vendor has none. */
  private boolean fetch(CutoutEntity cutout, RenditionEntity rendition, Deadline deadline) {
    for (int downloads = 1; ; downloads++) {
      Optional<URI> url = atVendor(cutout, rendition, deadline);
      if (url.isEmpty()) {
        return false;
      }
      try {
        store(vendor.download(url.get(), deadline), rendition);
        return true;
      } catch (NotThere | HttpProblem again) {
        if (downloads == DOWNLOADS) {
          throw again;
        }
        LOG.infof("%s; fetching it again by a new URL", again.getMessage());
      }
    }
  }

  private void store(Path file, RenditionEntity rendition) {
    try {
      Photo delivered = steps.time("verify", () -> verify(file, rendition.spec()));
      steps.time("store", () -> store.put(rendition.objectKey, file));
      steps.time("record", () -> claims.ready(rendition, delivered));
      steps.ready();
    } finally {
      delete(file);
    }
  }

  /** Records what was stored before a crash; false when nothing was. */
  private boolean restore(RenditionEntity rendition) {
    return rendition.objectKey != null
        && store.read(
            rendition.objectKey,
            file -> {
              claims.ready(rendition, verify(file, rendition.spec()));
              steps.ready();
            });
  }

  private Photo verify(Path file, VariantSpec spec) {
    Photo delivered = inspector.delivered(file);
    if (delivered.format() != PhotoFormat.of(spec.format())
        || delivered.pixels() > spec.maxResolution()) {
      throw Problems.VENDOR_FAILED.with(
          "The vendor delivered %s of %d pixels where %s of at most %d was asked for."
              .formatted(
                  delivered.format(), delivered.pixels(), spec.format(), spec.maxResolution()));
    }
    return delivered;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf("Cannot delete the temporary file %s: %s", file, e.getMessage());
    }
  }
}
