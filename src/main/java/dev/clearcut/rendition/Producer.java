package dev.clearcut.rendition;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.backgroundcut.BackgroundCutException.InsufficientCredits;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.Deadline;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.photo.Picture;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Gets renditions from the vendor: look for what an earlier try may have paid for, buy the rest in
 * one call, download, verify, store, and only then record. A crash at any line leaves a state from
 * which the next try finishes without paying again, because the output keys are deterministic.
 */
@ApplicationScoped
class Producer {

  private static final Logger LOG = Logger.getLogger(Producer.class);

  private static final int DOWNLOADS = 3;

  /** What the vendor made, and lost before we had it, is bought once more. */
  private static final int MOST_PURCHASES = 2;

  private final BackgroundCut vendor;
  private final ObjectStore store;
  private final Claims claims;
  private final Credits credits;
  private final Deliveries deliveries;
  private final SideBySide sideBySide;
  private final InstantSource clock;
  private final RenditionMetrics metrics;

  Producer(
      BackgroundCut vendor,
      ObjectStore store,
      Claims claims,
      Credits credits,
      Deliveries deliveries,
      SideBySide sideBySide,
      InstantSource clock,
      RenditionMetrics metrics) {
    this.vendor = vendor;
    this.store = store;
    this.claims = claims;
    this.credits = credits;
    this.deliveries = deliveries;
    this.sideBySide = sideBySide;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Makes every claimed rendition ready, or throws and marks those that are not as failed. What may
   * still be under way at the vendor is left to whoever looks next; so is what was left when a
   * claim was lost on the way.
   *
   * @return whether every one is ready; false when some are left
   */
  boolean produce(StoredPhoto photo, List<Claim> claimed) {
    Work work = new Work(photo, claimed);
    try {
      return work.produce();
    } catch (ClaimLostException e) {
      LOG.infof("%s; its new holder goes on with it", e.getMessage());
      claims.abandon(work.missing);
      return false;
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      Failure failure = Failure.of(e);
      metrics.failed(work.missing.size(), failure);
      claims.failed(work.missing, failure);
      throw e;
    }
  }

  /**
   * Looks for the results of failed renditions that may be paid for, and buys nothing. What is not
   * there is left as it was.
   */
  void look(StoredPhoto photo, List<Claim> claimed) {
    Work work = new Work(photo, claimed);
    try {
      work.keepWhatIsThere();
      List<Claim> underWay = work.underWay();
      claims.looked(underWay, true);
      work.missing.removeAll(underWay);
      claims.looked(work.missing, false);
    } catch (ClaimLostException e) {
      LOG.infof("%s; its new holder goes on with it", e.getMessage());
    } catch (BackgroundCutException | HttpProblem e) {
      LOG.infof(
          "Cutout %s may be paid for, and its results cannot be fetched yet: %s",
          photo.cutoutId(), e.getMessage());
      claims.looked(work.missing, true);
    } catch (RuntimeException e) {
      claims.looked(work.missing, true);
      throw e;
    }
  }

  /** One piece of work: the renditions of one photo that are missing, and the time for them. */
  private final class Work {

    private final StoredPhoto photo;
    private final List<Claim> missing;
    private final Deadline deadline = vendor.deadline();
    private Instant uploadedAt;
    private boolean uploadedAgain;

    Work(StoredPhoto photo, List<Claim> claimed) {
      this.photo = photo;
      this.missing = new ArrayList<>(claimed);
      this.uploadedAt = photo.uploadedAt();
    }

    boolean produce() {
      BackgroundCutException failure = null;
      int failures = 0;
      int purchases = 0;
      boolean left = false;
      boolean look = true;
      while (true) {
        if (look) {
          keepWhatIsThere();
          left |= leaveWhatIsUnderWay();
        }
        if (missing.isEmpty()) {
          return !left;
        }
        if (purchases == MOST_PURCHASES) {
          throw Problems.VENDOR_FAILED.with(
              "The vendor made the variant and lost it, %d times. Send the same request again."
                  .formatted(MOST_PURCHASES));
        }
        giveUpAfterTooManyUnseenCalls();
        if (failure != null && !vendor.again(failure, failures, deadline)) {
          throw failure;
        }
        try {
          buy();
          purchases++;
        } catch (BackgroundCutException e) {
          failure = e;
          failures++;
          look = e.ambiguous();
          continue;
        }
        look = true;
        failure = null;
        try {
          keep(missing, this::fetch);
        } catch (BackgroundCutException e) {
          if (!e.ambiguous()) {
            throw e;
          }
          failure = e;
          failures++;
        }
      }
    }

    /** What is kept is missing no more, also when another one fails. */
    private void keep(Collection<Claim> claims, Predicate<Claim> keeper) {
      Set<Claim> kept = ConcurrentHashMap.newKeySet();
      try {
        sideBySide.forEach(
            List.copyOf(claims),
            claim -> {
              if (keeper.test(claim)) {
                kept.add(claim);
              }
            });
      } finally {
        missing.removeAll(kept);
      }
    }

    /** Keeps what earlier tries have left, in our store or at the vendor. */
    void keepWhatIsThere() {
      List<Claim> made =
          metrics.time(
              "look",
              () ->
                  missing.stream()
                      .filter(claim -> claim.row().attempts > 0)
                      .filter(this::isMade)
                      .toList());
      claims.found(made.stream().filter(c -> c.row().unsettledCredits != null).toList());
      keep(made, claim -> restore(claim) || fetchAnew(claim));
    }

    /** Nobody holds on to what can only be waited for. */
    private boolean leaveWhatIsUnderWay() {
      List<Claim> underWay = underWay();
      claims.lookAgain(underWay);
      return missing.removeAll(underWay);
    }

    private List<Claim> underWay() {
      Instant now = clock.instant();
      return missing.stream().filter(claim -> claim.row().mayBeUnderWay(now)).toList();
    }

    private void giveUpAfterTooManyUnseenCalls() {
      if (missing.stream()
          .map(Claim::row)
          .anyMatch(r -> r.unsettledUntil != null && r.unseenCalls >= vendor.mostRepeats())) {
        throw Problems.VENDOR_NOT_ANSWERING.with(
            "The vendor was asked %d times and its answer was never seen. The photo is kept; send the same request again to go on."
                .formatted(vendor.mostRepeats() + 1));
      }
    }

    /** One paid call for all; a photo that the vendor has forgotten is uploaded again, once. */
    private void buy() {
      try {
        send();
      } catch (NotThere forgotten) {
        if (uploadedAgain) {
          throw forgotten;
        }
        LOG.infof(
            "The vendor does not find the photo of cutout %s; uploading it again",
            photo.cutoutId());
        upload();
        uploadedAgain = true;
        send();
      }
    }

    private void send() {
      Map<Claim, BigDecimal> prices = Prices.ofOneCall(missing, claim -> claim.row().autocrop);
      BigDecimal price = Prices.total(prices);
      credits.require(price);
      if (uploadedAt == null) {
        upload();
      }
      List<KeyVariant> variants =
          missing.stream()
              .map(claim -> claim.row().spec().toKeyVariant(vendorOutput(claim)))
              .toList();
      AtomicBoolean sent = new AtomicBoolean();
      try {
        vendor.process(
            VendorNames.input(photo),
            variants,
            () -> {
              claims.asking(photo.cutoutId(), uploadedAt, prices);
              sent.set(true);
            });
      } catch (BackgroundCutException e) {
        LOG.infof("%s; cutout %s", e.getMessage(), photo.cutoutId());
        if (sent.get()) {
          noteTheEnd(e);
        }
        if (e instanceof InsufficientCredits) {
          credits.refusedByVendor(price);
        }
        throw e;
      }
      long paidBefore = missing.stream().filter(claim -> claim.row().credits != null).count();
      claims.charged(missing);
      metrics.repurchased(paidBefore);
    }

    /** When nobody has seen the end, nothing changes: the row says until when the call may run. */
    private void noteTheEnd(BackgroundCutException failure) {
      if (!failure.ambiguous()) {
        claims.refused(missing);
      } else if (failure.isOver()) {
        claims.ended(missing);
      }
    }

    private void upload() {
      if (photo.atHand() != null && Files.exists(photo.atHand())) {
        upload(photo.atHand());
      } else if (!store.read(photo.objectKey(), this::upload)) {
        throw new IllegalStateException("The store has lost " + photo.objectKey());
      }
      uploadedAt = clock.instant();
    }

    private void upload(Path file) {
      vendor.upload(file, VendorNames.input(photo), deadline);
    }

    private boolean isMade(Claim claim) {
      return isStored(claim.row().objectKey) || atVendor(claim).isPresent();
    }

    private boolean isStored(String objectKey) {
      return objectKey != null && store.size(objectKey).isPresent();
    }

    private Optional<URI> atVendor(Claim claim) {
      try {
        return Optional.of(vendor.publicUrl(vendorOutput(claim), deadline));
      } catch (NotThere none) {
        return Optional.empty();
      }
    }

    private String vendorOutput(Claim claim) {
      return VendorNames.output(photo, claim.row());
    }

    /** As {@link #fetch}, under a key of this claim's own, which nobody else may be writing to. */
    private boolean fetchAnew(Claim claim) {
      claims.storing(claim);
      return fetch(claim);
    }

    /** Downloads, verifies, stores and records one rendition; false when the vendor has none. */
    private boolean fetch(Claim claim) {
      for (int downloads = 1; ; downloads++) {
        Optional<URI> url = atVendor(claim);
        if (url.isEmpty()) {
          return false;
        }
        try {
          store(vendor.download(url.get(), deadline), claim);
          return true;
        } catch (NotThere | HttpProblem again) {
          if (downloads == DOWNLOADS) {
            throw again;
          }
          LOG.infof("%s; fetching it again by a new URL", again.getMessage());
        }
      }
    }
  }

  private void store(Path file, Claim claim) {
    try {
      Picture delivered = metrics.time("verify", () -> deliveries.verify(file, claim.row().spec()));
      metrics.time("store", () -> store.put(claim.row().objectKey, file));
      metrics.time("record", () -> claims.ready(claim, delivered));
      metrics.ready();
    } finally {
      delete(file);
    }
  }

  /** Records what was stored before a crash; false when nothing was. */
  private boolean restore(Claim claim) {
    return claim.row().objectKey != null
        && store.read(
            claim.row().objectKey,
            file -> {
              claims.ready(claim, deliveries.verify(file, claim.row().spec()));
              metrics.ready();
            });
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf("Cannot delete the temporary file %s: %s", file, e.getMessage());
    }
  }
}
