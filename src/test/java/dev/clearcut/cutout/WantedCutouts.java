package dev.clearcut.cutout;

import dev.clearcut.photo.PhotoInspector;
import dev.clearcut.photo.Picture;
import dev.clearcut.rendition.Fulfilment;
import dev.clearcut.rendition.ObjectKeys;
import dev.clearcut.storage.ObjectStore;
import dev.clearcut.variant.VariantSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.Map;

/** Photos that are known, and variants that are wanted; nothing is made. */
@ApplicationScoped
public class WantedCutouts {

  private final CutoutRepository repository;
  private final PhotoInspector inspector;
  private final ObjectStore store;

  WantedCutouts(CutoutRepository repository, PhotoInspector inspector, ObjectStore store) {
    this.repository = repository;
    this.inspector = inspector;
    this.store = store;
  }

  /** The id of the cutout. */
  public String add(Path file, Map<String, VariantSpec> variants) {
    String id = add(file);
    want(id, variants);
    return id;
  }

  /** The id of a cutout of which nothing is wanted. */
  public String add(Path file) {
    Picture photo = inspector.uploaded(file);
    String key = ObjectKeys.newSource(photo);
    store.put(key, file);
    repository.add(photo, "photo.jpg", key);
    return photo.cutoutId();
  }

  /** As who is about to make the variants begins. */
  public Fulfilment.Begun begin(String id, Map<String, VariantSpec> variants) {
    return repository.begin(id, variants);
  }

  /** Has nobody make the variants. */
  public void want(String id, Map<String, VariantSpec> variants) {
    repository.want(id, variants);
  }

  /** Has the variants made by nobody that waits. */
  public void later(String id, Map<String, VariantSpec> variants) {
    repository.wantLater(id, variants);
  }
}
