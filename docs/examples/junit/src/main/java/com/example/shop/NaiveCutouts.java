package com.example.shop;

import java.io.IOException;

/** Believes that a call that failed was not paid. */
final class NaiveCutouts extends Cutouts {

  NaiveCutouts(BackgroundCut vendor) {
    super(vendor);
  }

  @Override
  void processAgain(BackgroundCut vendor, String input, String output)
      throws IOException, InterruptedException {
    vendor.process(input, output);
  }
}
