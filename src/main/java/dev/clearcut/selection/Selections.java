package dev.clearcut.selection;

import dev.clearcut.backgroundcut.BackgroundCut;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.Deadline;
import dev.clearcut.cutout.CutoutService;
import dev.clearcut.cutout.CutoutService.WithSelected;
import dev.clearcut.download.Download;
import dev.clearcut.photo.PhotoFormat;
import dev.clearcut.photo.PhotoInspector;
import dev.clearcut.photo.Picture;
import dev.clearcut.problem.Problems;
import dev.clearcut.rendition.ObjectKeys;
import dev.clearcut.selection.SelectionRepository.OverException;
import dev.clearcut.selection.SelectionRepository.OvertakenException;
import dev.clearcut.selection.SelectionRepository.Turn;
import dev.clearcut.storage.ObjectStore;
import io.micrometer.core.instrument.Timer;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Selections: start them, point, keep what is selected. */
@ApplicationScoped
class Selections {

  private static final Logger LOG = Logger.getLogger(Selections.class);
  private static final Set<PhotoFormat> FORMATS =
      Set.of(PhotoFormat.JPEG, PhotoFormat.PNG, PhotoFormat.WEBP);
  private static final int DOWNLOADS = 3;
  private static final int LOOKS = 3;

  private final SelectionRepository repository;
  private final Sessions sessions;
  private final CutoutService cutouts;
  private final PhotoInspector inspector;
  private final BackgroundCut vendor;
  private final ObjectStore store;
  private final SelectionMetrics metrics;

  Selections(
      SelectionRepository repository,
      Sessions sessions,
      CutoutService cutouts,
      PhotoInspector inspector,
      BackgroundCut vendor,
      ObjectStore store,
      SelectionMetrics metrics) {
    this.repository = repository;
    this.sessions = sessions;
    this.cutouts = cutouts;
    this.inspector = inspector;
    this.vendor = vendor;
    this.store = store;
    this.metrics = metrics;
  }

  /**
   * A selection after somebody wanted it.
   *
   * @param started whether its session was started for that, and paid
   */
  record Begun(SelectionEntity selection, boolean started) {}

  /** Keeps a photo, and starts a session with it unless one lives. */
  Begun begin(Path image, String fileName) {
    Picture photo = usable(inspector.uploaded(image));
    return begin(cutouts.keep(photo, fileName).cutoutId(), photo);
  }

  /**
   * Starts a session with the photo of a cutout unless one lives.
   *
   * @throws HttpProblem 404 when there is no such cutout
   */
  Begun begin(String cutoutId) {
    if (sessions.isLive(cutoutId)) {
      return new Begun(repository.get(cutoutId), false);
    }
    AtomicReference<Begun> begun = new AtomicReference<>();
    cutouts.readPhoto(
        cutoutId, file -> begun.set(begin(cutoutId, usable(inspector.uploaded(file)))));
    return begun.get();
  }

  /** Keeps a photo, and goes on with the session that somebody else has started with it. */
  SelectionEntity adopt(Path image, String fileName, String session) {
    Picture photo = usable(inspector.uploaded(image));
    String id = cutouts.keep(photo, fileName).cutoutId();
    repository.adopt(id, id, inspector.upright(photo), session);
    return repository.get(id);
  }

  private Begun begin(String cutoutId, Picture photo) {
    boolean started = sessions.start(cutoutId, cutoutId, inspector.upright(photo));
    return new Begun(repository.get(cutoutId), started);
  }

  private static Picture usable(Picture photo) {
    if (!FORMATS.contains(photo.format())) {
      throw Problems.UNUSABLE_PHOTO.with(
          ("The photo is %s, and the vendor selects from JPEG, PNG and WebP alone. Save it as one"
                  + " of these. Nothing was charged.")
              .formatted(photo.format()));
    }
    return photo;
  }

  /** A selection as it is now. */
  SelectionEntity get(String id) {
    return repository.get(id);
  }

  /**
   * Shows what the points select.
   *
   * @param renew whether a session that is over may be started anew, and paid
   * @return the selection as it is then; its points are others when a newer list was sent meanwhile
   * @throws HttpProblem 409 when the session is over and may not be started anew
   */
  SelectionEntity point(String id, Points points, boolean renew) {
    if (!repository.showAgain(id, points)) {
      if (points.none()) {
        repository.showNothing(id);
      } else {
        show(id, points, renew);
      }
    }
    return repository.get(id);
  }

  private void show(String id, Points points, boolean renew) {
    Timer.Sample begun = metrics.begin();
    Segmentation segmentation = new Segmentation(repository.get(id), points, renew);
    while (true) {
      try {
        metrics.ended(begun, segmentation.show());
        return;
      } catch (OvertakenException newer) {
        LOG.debugf("A newer list of points of selection %s is on its way", id);
        return;
      } catch (OverException over) {
        segmentation.renew();
      }
    }
  }

  private static HttpProblem expired() {
    return Problems.SELECTION_EXPIRED.with(
        ("The vendor's session of this selection is over. Send the points again with \"renew\":"
                + " true to start it anew, which costs %s credits. What is shown stays.")
            .formatted(SelectionRepository.PRICE));
  }

  /** The cutout whose photo a selection is of. */
  private static String photoOf(SelectionEntity row) {
    return Optional.ofNullable(row.cutoutId)
        .orElseThrow(
            () ->
                Problems.SELECTION_EXPIRED.with(
                    "The vendor's session of this selection is over, and its photo is not here."
                        + " Send the photo to POST /selections."));
  }

  /** What one list of points selects. */
  private final class Segmentation {

    private final SelectionEntity row;
    private final Points points;
    private final Deadline deadline = vendor.deadline();
    private boolean mayRenew;
    private Turn turn;

    Segmentation(SelectionEntity row, Points points, boolean mayRenew) {
      this.row = row;
      this.points = points;
      this.mayRenew = mayRenew;
    }

    /** Starts the session anew, once; it may be that somebody else just has. */
    void renew() {
      if (!mayRenew) {
        throw expired();
      }
      if (begin(photoOf(row)).started()) {
        mayRenew = false;
      }
    }

    /**
     * Whether its picture is shown; else that of a newer list is.
     *
     * @throws OvertakenException when that of a newer list will be
     * @throws OverException when the session is over
     */
    boolean show() {
      for (int downloads = 1; ; downloads++) {
        URI picture = segment();
        try {
          return store(vendor.download(picture, deadline));
        } catch (NotThere | HttpProblem again) {
          if (downloads == DOWNLOADS) {
            throw again;
          }
          LOG.infof("%s; asking for the picture again", again.getMessage());
        }
      }
    }

    private URI segment() {
      try {
        return vendor.segment(
            () -> {
              turn = repository.next(row.id, turn, mayRenew);
              if (turn.session() == null) {
                throw new OverException();
              }
              return points.request(turn.session(), turn.number());
            },
            deadline);
      } catch (NotThere forgotten) {
        repository.forgotten(row.id, turn.session());
        throw new OverException();
      }
    }

    private boolean store(Path file) {
      try {
        Picture picture = verified(file);
        String key = ObjectKeys.newSelection(row.id);
        store.put(key, file);
        boolean shown = repository.show(row.id, turn.number(), points, picture, key);
        if (!shown) {
          store.delete(key);
        }
        return shown;
      } finally {
        delete(file);
      }
    }

    private Picture verified(Path file) {
      Picture delivered = inspector.delivered(file);
      if (delivered.format() != PhotoFormat.PNG
          || delivered.width() != row.width
          || delivered.height() != row.height) {
        throw Problems.VENDOR_FAILED.with(
            "The vendor delivered %s of %d × %d pixels where PNG of %d × %d was asked for. Send the same request again."
                .formatted(
                    delivered.format(),
                    delivered.width(),
                    delivered.height(),
                    row.width,
                    row.height));
      }
      return delivered;
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.warnf("Cannot delete the temporary file %s: %s", file, e.getMessage());
    }
  }

  /**
   * The picture that is shown.
   *
   * @throws HttpProblem 404 when there is none
   */
  Download picture(String id) {
    SelectionEntity row = repository.get(id);
    if (row.objectKey == null) {
      throw Problems.NO_SUCH_RESOURCE.with(
          "Nothing is selected yet. PUT /selections/%s/points selects something.".formatted(id));
    }
    return new Download(
        PhotoFormat.PNG.mediaType(),
        "selection-%s.png".formatted(id),
        row.sizeBytes,
        row.sha256,
        (offset, length) ->
            store.open(row.objectKey, offset, length).orElseThrow(() -> lost(row.objectKey)));
  }

  private static IllegalStateException lost(String key) {
    return new IllegalStateException("The store has lost " + key);
  }

  /**
   * Keeps what is shown as a variant of the cutout.
   *
   * @throws HttpProblem 409 when nothing is shown, or the name means something else
   */
  WithSelected finish(String id, String name) {
    for (int looks = 1; ; looks++) {
      SelectionEntity row = repository.get(id);
      if (row.objectKey == null) {
        throw Problems.NOTHING_SELECTED.with(
            "Nothing is selected yet. Point at what to keep with PUT /selections/%s/points first."
                .formatted(id));
      }
      if (row.cutoutId == null) {
        throw Problems.NO_SUCH_RESOURCE.with(
            "The photo of this selection is not here, so there is no cutout to add a variant to."
                + " Send the photo to POST /selections.");
      }
      AtomicReference<WithSelected> kept = new AtomicReference<>();
      boolean there =
          store.read(
              row.objectKey,
              file -> kept.set(cutouts.addSelected(row.cutoutId, name, inspector.delivered(file))));
      if (there) {
        repository.finished(id);
        return kept.get();
      }
      // Something newer is shown, and this was deleted.
      if (looks == LOOKS) {
        throw lost(row.objectKey);
      }
    }
  }
}
