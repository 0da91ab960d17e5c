package dev.clearcut.cutout;

import dev.clearcut.download.Download;
import dev.clearcut.download.FileName;
import dev.clearcut.photo.PhotoFormat;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.RenditionStatus;
import dev.clearcut.storage.ObjectStore;
import jakarta.enterprise.context.ApplicationScoped;

/** The bytes of cutouts: found by one query, read from the store only when they are sent. */
@ApplicationScoped
class BytesFinder {

  private static final String EXTENSION = "\\.[A-Za-z0-9]{1,5}$";

  private final CutoutRepository repository;
  private final ObjectStore store;

  BytesFinder(CutoutRepository repository, ObjectStore store) {
    this.repository = repository;
    this.store = store;
  }

  /** The photo as it was sent. */
  Download source(String id) {
    CutoutEntity cutout = repository.find(id).orElseThrow(CutoutRepository::noSuchCutout);
    return new Download(
        cutout.format.mediaType(),
        "%s.%s".formatted(stem(cutout.fileName, id), cutout.format.extension()),
        cutout.sizeBytes,
        cutout.sha256,
        opener(cutout.objectKey));
  }

  /** A variant. */
  Download variant(String id, String name) {
    StoredVariant variant =
        repository
            .stored(id, name)
            .orElseThrow(
                () -> {
                  repository.find(id).orElseThrow(CutoutRepository::noSuchCutout);
                  return Problems.NO_SUCH_RESOURCE.with(
                      "This cutout has no variant \"%s\". POST /cutouts/%s/variants makes one."
                          .formatted(name, id));
                });
    if (variant.status() != RenditionStatus.READY) {
      throw Problems.NO_SUCH_RESOURCE.with(
          ("The variant \"%s\" is not ready. GET /cutouts/%s says how far it is. Ask for it again"
                  + " with POST /cutouts/%s/variants.")
              .formatted(name, id, id));
    }
    PhotoFormat format = PhotoFormat.of(variant.format());
    return new Download(
        format.mediaType(),
        "%s-%s.%s".formatted(stem(variant.sourceName(), id), name, format.extension()),
        variant.size(),
        variant.sha256(),
        opener(variant.objectKey()));
  }

  private Download.Opener opener(String key) {
    return (offset, length) ->
        store
            .open(key, offset, length)
            .orElseThrow(() -> new IllegalStateException("The store has lost " + key));
  }

  /** What the caller called the photo, without the extension; the id when that is nothing. */
  private static String stem(String fileName, String id) {
    String stem = FileName.of(fileName).replaceFirst(EXTENSION, "").strip();
    return stem.isEmpty() ? id : stem;
  }
}
