package dev.clearcut.handoff;

import dev.clearcut.api.model.Cutout;
import dev.clearcut.api.model.HandoffKind;
import dev.clearcut.api.model.HandoffProcessed;
import dev.clearcut.api.model.HandoffStatus;
import dev.clearcut.api.model.Selection;
import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.Deadline;
import dev.clearcut.backgroundcut.SignedCall;
import dev.clearcut.backgroundcut.api.AiCutApi;
import dev.clearcut.backgroundcut.model.NamedVariant;
import dev.clearcut.cutout.CutoutService;
import dev.clearcut.handoff.HandoffRequests.Wish;
import dev.clearcut.problem.Problems;
import dev.clearcut.problem.VendorProblems;
import dev.clearcut.rendition.Prices;
import dev.clearcut.selection.AdoptedSelections;
import dev.clearcut.usage.Credits;
import dev.clearcut.variant.VariantSpec;
import dev.clearcut.variant.WrittenVariants;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Lets browsers call the vendor without his key. A handoff is for one paid call: its price is set
 * aside in the transaction that keeps the signed call, and before that the call is told to nobody.
 */
@ApplicationScoped
class Handoffs {

  private static final Logger LOG = Logger.getLogger(Handoffs.class);

  private static final BigDecimal SELECTION_PRICE =
      AiCutApi.INITIALIZE_AI_CUT_PRESIGNED_CREDITS_PER_CALL;

  private final HandoffRepository repository;
  private final HandoffRequests requests;
  private final HandoffMetrics metrics;
  private final BackgroundCut vendor;
  private final CutoutService cutouts;
  private final AdoptedSelections selections;
  private final Credits credits;
  private final WrittenVariants written;
  private final InstantSource clock;

  Handoffs(
      HandoffRepository repository,
      HandoffRequests requests,
      HandoffMetrics metrics,
      BackgroundCut vendor,
      CutoutService cutouts,
      AdoptedSelections selections,
      Credits credits,
      WrittenVariants written,
      InstantSource clock) {
    this.repository = repository;
    this.requests = requests;
    this.metrics = metrics;
    this.vendor = vendor;
    this.cutouts = cutouts;
    this.selections = selections;
    this.credits = credits;
    this.written = written;
    this.clock = clock;
  }

  /** A handoff, and the call that was signed for it. */
  record Signed(HandoffEntity handoff, SignedCall call) {}

  private HandoffEntity get(String id, HandoffKind kind) {
    HandoffEntity handoff = repository.get(id);
    if (handoff.kind != kind) {
      throw Problems.HANDOFF_STATE.with(
          kind == HandoffKind.CUTOUT
              ? "This handoff is for a selection. Send POST /handoffs/%s/selection when the browser has started it."
                  .formatted(id)
              : "This handoff is for a cutout. Send POST /handoffs/%s/process when the photo is uploaded."
                  .formatted(id));
    }
    return handoff;
  }

  /** Opens a handoff, and has its upload signed. */
  Signed open(Wish wish) {
    HandoffEntity handoff;
    SignedCall upload;
    if (wish.kind() == HandoffKind.SELECTION) {
      credits.require(SELECTION_PRICE);
      upload = asked(() -> vendor.signInitialize(vendor.deadline()));
      handoff = repository.addSigned(wish.kind(), wish.fileName(), upload, SELECTION_PRICE);
      metrics.signed();
    } else {
      upload = asked(() -> vendor.signUpload(vendor.deadline()));
      handoff = repository.add(wish.kind(), wish.fileName(), written.write(wish.wanted()));
    }
    metrics.opened();
    return new Signed(handoff, upload);
  }

  HandoffEntity get(String id) {
    return repository.get(id);
  }

  /**
   * Has the paid call signed; asked for again, it is the same one.
   *
   * @throws HttpProblem 402 when the budget does not allow it, 409 when the handoff is spent
   */
  Signed process(String id, String uniqueFilename) {
    HandoffEntity handoff = get(id, HandoffKind.CUTOUT);
    BigDecimal price = price(handoff);
    if (handoff.status(clock.instant()) == HandoffStatus.WAITING_FOR_UPLOAD) {
      credits.require(price);
      List<NamedVariant> variants =
          wanted(handoff).entrySet().stream()
              .map(variant -> variant.getValue().toNamedVariant(variant.getKey()))
              .toList();
      SignedCall signed = sign(uniqueFilename, variants);
      handoff = repository.sign(id, uniqueFilename, signed, price);
    }
    return signed(handoff, uniqueFilename);
  }

  private SignedCall sign(String uniqueFilename, List<NamedVariant> variants) {
    try {
      return asked(() -> vendor.signProcess(uniqueFilename, variants, vendor.deadline()));
    } catch (NotThere unknown) {
      throw Problems.INVALID_REQUEST.with(
          "uniqueFilename: the vendor has no photo of this name, or no longer. Send the"
              + " unique_filename of his answer to the upload.");
    }
  }

  /** The call that the row has, if it is still good, and for this photo. */
  private Signed signed(HandoffEntity handoff, String uniqueFilename) {
    switch (handoff.status(clock.instant())) {
      case WAITING_FOR_UPLOAD, EXPIRED ->
          throw Problems.HANDOFF_STATE.with(
              "The handoff was not used in time, and nothing was charged. Open a new one with POST"
                  + " /handoffs.");
      case COMPLETED ->
          throw Problems.HANDOFF_STATE.with(
              "The handoff is completed: its cutout is /cutouts/%s. Open a new one with POST"
                      .formatted(handoff.cutoutId)
                  + " /handoffs.");
      case PROCESSING, UNCERTAIN -> {
        // It is for one paid call, whose time may be over.
      }
    }
    if (handoff.token == null || !clock.instant().isBefore(handoff.signedUntil)) {
      throw Problems.HANDOFF_STATE.with(
          "The signed call of this handoff is not good any more. If the browser has made it, send"
              + " POST /handoffs/%s/complete; if not, open a new handoff with POST /handoffs."
                  .formatted(handoff.id));
    }
    if (!handoff.uniqueFilename.equals(uniqueFilename)) {
      throw Problems.HANDOFF_STATE.with(
          "The handoff is for another photo of the vendor's already, and for one paid call. Open a"
              + " new one with POST /handoffs.");
    }
    metrics.signed();
    return new Signed(handoff, vendor.signedProcess(handoff.token, handoff.signedUntil));
  }

  /**
   * A cutout of a handoff.
   *
   * @param made whether this request has made it
   */
  record Completed(Cutout cutout, boolean made) {}

  /**
   * Fetches, checks and keeps what the vendor has made for the browser.
   *
   * @throws HttpProblem 400 naming the URL that is not good, 409 when nothing was signed
   */
  Completed complete(String id, HandoffProcessed processed) {
    HandoffEntity handoff = get(id, HandoffKind.CUTOUT);
    switch (handoff.status(clock.instant())) {
      case COMPLETED -> {
        return new Completed(cutouts.get(handoff.cutoutId), false);
      }
      case WAITING_FOR_UPLOAD, EXPIRED ->
          throw Problems.HANDOFF_STATE.with(
              "No paid call was signed for this handoff, so there is nothing to complete. Send"
                  + " POST /handoffs/%s/process when the photo is uploaded.".formatted(id));
      case PROCESSING, UNCERTAIN -> {
        // What was signed may be made by now, however late it is.
      }
    }
    Map<String, VariantSpec> wanted = wanted(handoff);
    URI input = requests.url("inputUrl", processed.inputUrl());
    Map<String, URI> outputs = requests.outputs(processed, wanted.keySet());
    Deadline deadline = vendor.deadline();
    Map<String, Path> files = new LinkedHashMap<>();
    try {
      Path photo = fetch("inputUrl", input, deadline);
      files.put("", photo);
      Map<String, Path> results = new LinkedHashMap<>();
      for (Map.Entry<String, URI> output : outputs.entrySet()) {
        Path file = fetch("outputUrls." + output.getKey(), output.getValue(), deadline);
        files.put(output.getKey(), file);
        results.put(output.getKey(), file);
      }
      Map<String, BigDecimal> prices =
          Prices.ofSignedCall(wanted.keySet(), name -> wanted.get(name).autocrop());
      Cutout cutout = cutouts.takeIn(photo, handoff.fileName, wanted, results, prices);
      repository.complete(id, cutout.id(), Prices.total(prices));
      metrics.completed();
      return new Completed(cutout, true);
    } finally {
      files.values().forEach(Handoffs::delete);
    }
  }

  /**
   * A selection of a handoff.
   *
   * @param made whether this request has made it
   */
  record Begun(Selection selection, boolean made) {}

  /**
   * Goes on with the session that the browser has started.
   *
   * @throws HttpProblem 422 when the photo is not usable
   */
  Begun select(String id, Path photo, String session) {
    HandoffEntity handoff = get(id, HandoffKind.SELECTION);
    if (handoff.status == HandoffStatus.COMPLETED) {
      return new Begun(selections.get(handoff.cutoutId), false);
    }
    Selection selection = selections.adopt(photo, handoff.fileName, session);
    repository.complete(id, selection.id(), SELECTION_PRICE);
    metrics.completed();
    return new Begun(selection, true);
  }

  private Path fetch(String field, URI url, Deadline deadline) {
    try {
      return asked(() -> vendor.download(url, deadline));
    } catch (NotThere gone) {
      throw Problems.INVALID_REQUEST.with(
          "%s: the vendor has no file at this URL, or no longer.".formatted(field));
    }
  }

  /** Nobody has sent us a photo, so the problems do not say that it is kept. */
  private static <T> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (NotThere told) {
      throw told;
    } catch (BackgroundCutException failure) {
      throw VendorProblems.describeWithoutPhoto(failure);
    }
  }

  Map<String, VariantSpec> wanted(HandoffEntity handoff) {
    return written.read(handoff.wanted);
  }

  BigDecimal price(HandoffEntity handoff) {
    if (handoff.kind == HandoffKind.SELECTION) {
      return SELECTION_PRICE;
    }
    return Prices.total(Prices.ofSignedCall(wanted(handoff).values(), VariantSpec::autocrop));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf("Cannot delete the temporary file %s: %s", file, e.getMessage());
    }
  }
}
