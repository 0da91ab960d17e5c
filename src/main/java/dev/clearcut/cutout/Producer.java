package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Gets renditions from the vendor: look for what an earlier try may have paid for, buy the rest in
 * one call, download, verify, store, and only then record. A crash at any line leaves a state from
 * which the next try finishes without paying again, because the output keys are deterministic.
 */
@ApplicationScoped
class Producer {

  private static final Logger LOG = Logger.getLogger(Producer.class);

  /** Failures that the vendor answers itself, when the call has ended. */
  private static final Set<Integer> ENDS = Set.of(500, 503);

  private static final int DOWNLOADS = 3;

  /** What the vendor made, and lost before we had it, is bought once more. */
  private static final int MOST_PURCHASES = 2;

  private final BackgroundCut vendor;
  private final ObjectStore store;
  private final Claims claims;
  private final Credits credits;
  private final PhotoInspector inspector;
  private final InstantSource clock;
  private final Steps steps;

  Producer(
      BackgroundCut vendor,
      ObjectStore store,
      Claims claims,
      Credits credits,
      PhotoInspector inspector,
      InstantSource clock,
      Steps steps) {
    this.vendor = vendor;
    this.store = store;
    this.claims = claims;
    this.credits = credits;
    this.inspector = inspector;
    this.clock = clock;
    this.steps = steps;
  }

  /**
   * Makes every claimed rendition ready, or throws and marks those that are not as failed. What may
   * still be under way at the vendor is left to whoever looks next; so is what was left when a
   * claim was lost on the way.
   *
   * @return whether every one is ready; false when some are left
   */
  boolean produce(CutoutEntity cutout, List<RenditionEntity> claimed) {
    List<RenditionEntity> missing = new ArrayList<>(claimed);
    try {
      return produce(cutout, missing, vendor.deadline());
    } catch (ClaimLostException e) {
      LOG.infof("%s; leaving it to who has it now", e.getMessage());
      claims.abandon(missing);
      return false;
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      Failure failure = Failure.of(e);
      steps.failed(missing.size(), failure);
      claims.failed(missing, failure);
      throw e;
    }
  }

  private boolean produce(CutoutEntity cutout, List<RenditionEntity> missing, Deadline deadline) {
    BackgroundCutException failure = null;
    int failures = 0;
    int purchases = 0;
    boolean uploadedAgain = false;
    boolean left = false;
    boolean look = true;
    while (true) {
      if (look) {
        missing.removeAll(keepWhatIsThere(cutout, missing, deadline));
        left |= leaveWhatIsUnderWay(missing);
      }
      if (missing.isEmpty()) {
        return !left;
      }
      if (purchases == MOST_PURCHASES) {
        throw Problems.VENDOR_FAILED.with(
            "The vendor made the variant and lost it, %d times. Send the same request again."
                .formatted(MOST_PURCHASES));
      }
      giveUpAfterTooManyUnseenCalls(missing);
      if (failure != null && !vendor.again(failure, failures, deadline)) {
        throw failure;
      }
      try {
        buy(cutout, missing, deadline);
        purchases++;
      } catch (NotThere forgotten) {
        if (uploadedAgain) {
          throw forgotten;
        }
        LOG.infof("The vendor does not find the photo of cutout %s; uploading it again", cutout.id);
        upload(cutout, deadline);
        uploadedAgain = true;
        failure = null;
        look = false;
        continue;
      } catch (BackgroundCutException e) {
        if (!e.ambiguous() && !e.surelyNotDone()) {
          throw e;
        }
        failure = e;
        failures++;
        look = e.ambiguous();
        continue;
      }
      look = true;
      failure = null;
      try {
        missing.removeAll(missing.stream().filter(r -> fetch(cutout, r, deadline)).toList());
      } catch (BackgroundCutException e) {
        if (!e.ambiguous()) {
          throw e;
        }
        failure = e;
        failures++;
      }
    }
  }

  /**
   * Looks for the results of failed renditions that may be paid for, and buys nothing. What is not
   * there is left as it was.
   */
  void look(CutoutEntity cutout, List<RenditionEntity> claimed) {
    List<RenditionEntity> missing = new ArrayList<>(claimed);
    try {
      missing.removeAll(keepWhatIsThere(cutout, missing, vendor.deadline()));
      Instant now = clock.instant();
      claims.looked(missing.stream().filter(r -> r.mayBeUnderWay(now)).toList(), true);
      claims.looked(missing.stream().filter(r -> !r.mayBeUnderWay(now)).toList(), false);
    } catch (ClaimLostException e) {
      LOG.infof("%s; leaving it to who has it now", e.getMessage());
    } catch (BackgroundCutException | HttpProblem e) {
      LOG.infof("Cutout %s may be paid for, and cannot be fetched: %s", cutout.id, e.getMessage());
      claims.looked(missing, true);
    } catch (RuntimeException e) {
      claims.looked(missing, true);
      throw e;
    }
  }

  /** What earlier tries have left, in our store or at the vendor. */
  private List<RenditionEntity> keepWhatIsThere(
      CutoutEntity cutout, List<RenditionEntity> claimed, Deadline deadline) {
    List<RenditionEntity> made =
        steps.time(
            "look",
            () ->
                claimed.stream()
                    .filter(rendition -> rendition.attempts > 0)
                    .filter(rendition -> isMade(cutout, rendition, deadline))
                    .toList());
    List<RenditionEntity> charged = made.stream().filter(r -> r.unsettledCredits != null).toList();
    if (!charged.isEmpty()) {
      claims.found(charged);
    }
    return made.stream().filter(r -> restore(r) || fetchAnew(cutout, r, deadline)).toList();
  }

  /** Nobody holds on to what can only be waited for. */
  private boolean leaveWhatIsUnderWay(List<RenditionEntity> missing) {
    Instant now = clock.instant();
    List<RenditionEntity> underWay = missing.stream().filter(r -> r.mayBeUnderWay(now)).toList();
    claims.lookAgain(underWay);
    return missing.removeAll(underWay);
  }

  private void giveUpAfterTooManyUnseenCalls(List<RenditionEntity> missing) {
    if (missing.stream()
        .anyMatch(r -> r.unsettledUntil != null && r.unseenCalls >= vendor.mostRepeats())) {
      throw Problems.VENDOR_NOT_ANSWERING.with(
          "The vendor was asked %d times and its answer was never seen. The photo is kept; send the"
              + " same request again to go on.".formatted(vendor.mostRepeats() + 1));
    }
  }

  private boolean isMade(CutoutEntity cutout, RenditionEntity rendition, Deadline deadline) {
    return isStored(rendition) || atVendor(cutout, rendition, deadline).isPresent();
  }

  /** One paid call for all, sent once. */
  private void buy(CutoutEntity cutout, List<RenditionEntity> toBuy, Deadline deadline) {
    Map<RenditionEntity, BigDecimal> prices = Prices.ofOneCall(toBuy, r -> r.autocrop);
    BigDecimal price = prices.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    credits.require(price);
    if (cutout.uploadedAt == null) {
      upload(cutout, deadline);
    }
    List<KeyVariant> variants =
        toBuy.stream().map(r -> r.spec().toKeyVariant(Keys.vendorOutput(cutout, r))).toList();
    AtomicBoolean sent = new AtomicBoolean();
    try {
      vendor.process(
          Keys.vendorInput(cutout),
          variants,
          deadline,
          () -> {
            claims.asking(cutout, prices);
            sent.set(true);
          });
    } catch (BackgroundCutException e) {
      LOG.infof("%s; cutout %s", e.getMessage(), cutout.id);
      if (sent.get()) {
        noteTheEnd(e, toBuy);
      }
      if (e instanceof InsufficientCredits) {
        credits.refusedByVendor(price);
      }
      throw e;
    }
    long paidBefore = toBuy.stream().filter(rendition -> rendition.credits != null).count();
    claims.charged(toBuy);
    steps.repurchased(paidBefore);
  }

  /**
   * When nobody has seen the end, nothing changes: the row says until when the call may run. What a
   * gateway answers instead of the vendor (502, 504, 524 and others) is no end.
   */
  private void noteTheEnd(BackgroundCutException failure, List<RenditionEntity> asked) {
    if (!failure.ambiguous()) {
      claims.refused(asked);
    } else if (ENDS.contains(failure.status())) {
      claims.ended(asked);
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
