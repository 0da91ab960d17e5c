package dev.clearcut.cutout;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.BackgroundCutException;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.api.BackgroundRemovalApi;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.problem.Problems;
import dev.clearcut.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Gets renditions from the vendor: look for what an earlier try may have paid for, buy the rest in
 * one call, download, verify, store, and only then record. A crash at any line leaves a state from
 * which the next try finishes without paying again, because the output keys are deterministic.
 */
@ApplicationScoped
class Producer {

  private static final Logger LOG = Logger.getLogger(Producer.class);

  private final BackgroundCut vendor;
  private final ObjectStore store;
  private final CutoutRepository repository;
  private final PhotoInspector inspector;

  Producer(
      BackgroundCut vendor,
      ObjectStore store,
      CutoutRepository repository,
      PhotoInspector inspector) {
    this.vendor = vendor;
    this.store = store;
    this.repository = repository;
    this.inspector = inspector;
  }

  /** Makes every given rendition ready, or throws and leaves those that are not marked failed. */
  void produce(CutoutEntity cutout, List<RenditionEntity> missing) {
    List<RenditionEntity> found = new ArrayList<>();
    List<RenditionEntity> toBuy = new ArrayList<>();
    for (RenditionEntity rendition : missing) {
      (rendition.attempts > 0 && fetch(cutout, rendition) ? found : toBuy).add(rendition);
    }
    repository.charged(prices(found.stream().filter(r -> r.credits == null).toList()));
    if (toBuy.isEmpty()) {
      return;
    }
    repository.attempting(ids(toBuy));
    try {
      buy(cutout, toBuy);
      for (RenditionEntity rendition : List.copyOf(toBuy)) {
        if (!fetch(cutout, rendition)) {
          throw Problems.VENDOR_FAILED.with(
              "The vendor made the variant but no longer has it. Send the same request again.");
        }
        toBuy.remove(rendition);
      }
    } catch (RuntimeException e) {
      repository.failed(ids(toBuy), e.getMessage());
      throw e;
    }
  }

  /**
   * One paid call for all; after an ambiguous failure what exists all the same is taken as bought.
   */
  private void buy(CutoutEntity cutout, List<RenditionEntity> toBuy) {
    try {
      process(cutout, toBuy);
    } catch (BackgroundCutException e) {
      if (!e.ambiguous() || !lookAfter(e, cutout, toBuy)) {
        throw e;
      }
    }
    repository.charged(prices(toBuy));
  }

  private boolean lookAfter(
      BackgroundCutException failure, CutoutEntity cutout, List<RenditionEntity> toBuy) {
    LOG.infof("%s; looking for its results before anything is paid again", failure.getMessage());
    try {
      toBuy.forEach(rendition -> vendor.publicUrl(Keys.vendorOutput(cutout, rendition)));
      return true;
    } catch (BackgroundCutException notThere) {
      return false;
    }
  }

  /** Uploads when the vendor never had the photo, or once more when it forgot it. */
  private void process(CutoutEntity cutout, List<RenditionEntity> toBuy) {
    String inputKey = Keys.vendorInput(cutout);
    List<KeyVariant> variants =
        toBuy.stream().map(r -> r.spec().toKeyVariant(Keys.vendorOutput(cutout, r))).toList();
    boolean uploadedNow = cutout.uploadedAt == null;
    if (uploadedNow) {
      upload(cutout);
    }
    try {
      vendor.process(inputKey, variants);
    } catch (NotThere forgotten) {
      if (uploadedNow) {
        throw forgotten;
      }
      LOG.infof("The vendor forgot the photo of cutout %s; uploading it again", cutout.id);
      upload(cutout);
      vendor.process(inputKey, variants);
    }
  }

  private void upload(CutoutEntity cutout) {
    withTemporaryFile(
        file -> {
          copySource(cutout, file);
          vendor.upload(file, Keys.vendorInput(cutout));
        });
    repository.uploaded(cutout.id);
  }

  private void copySource(CutoutEntity cutout, Path target) throws IOException {
    String key = Keys.source(cutout.id, cutout.format);
    try (InputStream source =
        store.open(key).orElseThrow(() -> new IllegalStateException("The store has lost " + key))) {
      Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Downloads, verifies, stores and records one rendition; false when the vendor has none. */
  private boolean fetch(CutoutEntity cutout, RenditionEntity rendition) {
    URI url;
    try {
      url = vendor.publicUrl(Keys.vendorOutput(cutout, rendition));
    } catch (NotThere none) {
      return false;
    }
    Path file = vendor.download(url);
    try {
      Photo delivered = verify(file, rendition.spec());
      store.put(Keys.rendition(rendition), file);
      repository.ready(rendition.id, delivered);
      return true;
    } finally {
      delete(file);
    }
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

  /** What each rendition adds to the bill of one call: the first carries the call's price. */
  private static Map<String, BigDecimal> prices(List<RenditionEntity> bought) {
    Map<String, BigDecimal> prices = new LinkedHashMap<>();
    BigDecimal call = BackgroundRemovalApi.PROCESS_CREDITS_PER_CALL;
    for (RenditionEntity rendition : bought) {
      BigDecimal surcharge =
          rendition.autocrop
              ? BackgroundRemovalApi.PROCESS_CREDITS_PER_AUTOCROP_VARIANT
              : BigDecimal.ZERO;
      prices.put(rendition.id, call.add(surcharge));
      call = BigDecimal.ZERO;
    }
    return prices;
  }

  private static List<String> ids(List<RenditionEntity> renditions) {
    return renditions.stream().map(rendition -> rendition.id).toList();
  }

  private interface FileWork {
    void accept(Path file) throws IOException;
  }

  private static void withTemporaryFile(FileWork work) {
    try {
      Path file = Files.createTempFile("clearcut-", ".upload");
      try {
        work.accept(file);
      } finally {
        delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf("Cannot delete the temporary file %s: %s", file, e.getMessage());
    }
  }
}
