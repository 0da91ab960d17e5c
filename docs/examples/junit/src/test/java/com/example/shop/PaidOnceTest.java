package com.example.shop;

import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.InjectEmulator;
import org.junit.jupiter.api.Test;

class PaidOnceTest {

  @Test
  void aCutoutIsPaidOnceAlsoWhenTheAnswerIsLost(@InjectEmulator Emulator emulator)
      throws Exception {
    Cutouts cutouts = Cutouts.create(System.getProperty("client"), emulator.url(), emulator.key());
    emulator.on("process").once().afterTheCharge().answer(503);

    cutouts.cutOut(Photo.ofABall());

    emulator.calls("process").wereCharged(1);
  }
}
