package dev.clearcut.mock.aicut;

import dev.clearcut.backgroundcut.model.Dot;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import dev.clearcut.backgroundcut.model.Segmentation;
import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.imaging.Engine;
import dev.clearcut.mock.imaging.ImagingLimits;
import dev.clearcut.mock.imaging.PointSelector;
import dev.clearcut.mock.imaging.Rendered;
import dev.clearcut.mock.removal.WorkQueue;
import dev.clearcut.mock.space.Address;
import dev.clearcut.mock.space.Dialect;
import dev.clearcut.mock.space.HeldFile;
import dev.clearcut.mock.space.PublicUrls;
import dev.clearcut.mock.space.Spaces;
import dev.clearcut.mock.space.StoredFile;
import dev.clearcut.mock.space.Uploads;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Cuts out what the dots of a session select. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Segmentations {

  private static final String SCHEMA = "Segmentation";
  private static final double MILLIS_PER_SECOND = 1000;

  private final Sessions sessions;
  private final Spaces spaces;
  private final Uploads uploads;
  private final PublicUrls urls;
  private final EmulatorClock clock;
  private final Contract contract;
  private final WorkQueue queue;
  private final PointSelector selector;

  Segmentations(
      Sessions sessions,
      Spaces spaces,
      Uploads uploads,
      PublicUrls urls,
      EmulatorClock clock,
      Contract contract,
      WorkQueue queue,
      Engine engine) {
    this.sessions = sessions;
    this.spaces = spaces;
    this.uploads = uploads;
    this.urls = urls;
    this.clock = clock;
    this.contract = contract;
    this.queue = queue;
    this.selector = new PointSelector(ImagingLimits.DEFAULT, engine);
  }

  Segmentation segment(SegmentRequest request) {
    Session session =
        sessions
            .find(request.uniqueFilename())
            .orElseThrow(() -> contract.error(Dialect.FILENAME.notFound()));
    StoredFile image = uploads.find(session.image(), Dialect.FILENAME);
    Address result = Address.unnamed(session.owner());
    select(image, request, result);
    return new Segmentation(
        contract.example(SCHEMA, "status"),
        request.uniqueFilename(),
        request.requestNumber(),
        urls.mint(result, "segment.png"),
        contract.example(SCHEMA, "message"),
        clock.instant().toEpochMilli() / MILLIS_PER_SECOND);
  }

  private void select(StoredFile image, SegmentRequest request, Address result) {
    try (HeldFile photo =
        spaces.hold(image).orElseThrow(() -> contract.error(Dialect.FILENAME.notFound()))) {
      queue.run(() -> select(photo.path(), request, result));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void select(Path photo, SegmentRequest request, Address result) throws IOException {
    Path file = spaces.newFile();
    try {
      Rendered selected =
          selector.segment(photo, points(request.greenDots()), points(request.redDots()), file);
      spaces.put(result, file, selected.format(), Spaces.LIFETIME);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static List<dev.clearcut.mock.imaging.Dot> points(List<Dot> dots) {
    return dots.stream().map(dot -> new dev.clearcut.mock.imaging.Dot(dot.x(), dot.y())).toList();
  }
}
