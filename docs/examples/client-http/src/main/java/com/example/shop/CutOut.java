package com.example.shop;

import dev.clearcut.backgroundcut.BackgroundCutHttp;
import dev.clearcut.backgroundcut.CarefulProcess;
import dev.clearcut.backgroundcut.SentCalls;
import dev.clearcut.backgroundcut.model.KeyFormat;
import dev.clearcut.backgroundcut.model.KeyVariant;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Puts the subject of a photo before white: {@code CutOut photo.jpg white.jpg}. */
public final class CutOut {

  private CutOut() {}

  /** The photo, and where its cutout is to go; the environment says where the vendor is. */
  public static void main(String... files) {
    URI url = URI.create(System.getenv("BACKGROUNDCUT_URL"));
    cutOut(url, System.getenv("BACKGROUNDCUT_KEY"), Path.of(files[0]), Path.of(files[1]));
  }

  static void cutOut(URI url, String key, Path photo, Path target) {
    BackgroundCutHttp vendor = BackgroundCutHttp.at(url, key).build();
    CarefulProcess careful = new CarefulProcess(vendor, SentCalls.inMemory());
    var white = new KeyVariant(null, KeyFormat.JPEG, null, null, "#ffffff", 90, null);

    List<URI> results = careful.process(photo, List.of(white));

    vendor.download(results.get(0), target);
  }
}
