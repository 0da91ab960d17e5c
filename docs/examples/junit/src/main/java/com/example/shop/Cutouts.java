package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;

/** Makes cutouts of photos, and tries again when the vendor is overloaded. */
public abstract class Cutouts {

  private final BackgroundCut vendor;

  Cutouts(BackgroundCut vendor) {
    this.vendor = vendor;
  }

  /** Those that were asked for by name. */
  public static Cutouts create(String name, URI url, String key) {
    BackgroundCut vendor = new BackgroundCut(url, key);
    return name.equals("naive") ? new NaiveCutouts(vendor) : new CarefulCutouts(vendor);
  }

  /** The photo without its background, as a PNG. */
  public byte[] cutOut(byte[] photo) throws IOException, InterruptedException {
    String job = UUID.randomUUID().toString();
    String input = job + "/photo.jpg";
    String output = job + "/cutout.png";
    vendor.upload(input, photo);
    try {
      vendor.process(input, output);
    } catch (BackgroundCut.FailedException e) {
      if (e.status() != 503) {
        throw e;
      }
      processAgain(vendor, input, output);
    }
    return vendor.download(vendor.publicUrl(output));
  }

  abstract void processAgain(BackgroundCut vendor, String input, String output)
      throws IOException, InterruptedException;
}
