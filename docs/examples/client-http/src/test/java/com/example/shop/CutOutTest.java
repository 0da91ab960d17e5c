package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.InjectEmulator;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutOutTest {

  @TempDir Path folder;

  @Test
  void isPaidOnceAlsoWhenTheAnswerIsLost(@InjectEmulator Emulator emulator) throws IOException {
    Path photo = folder.resolve("photo.jpg");
    Path white = folder.resolve("white.jpg");
    BufferedImage ball = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    ball.getGraphics().fillOval(16, 8, 32, 32);
    ImageIO.write(ball, "jpeg", photo.toFile());
    emulator.on("process").once().afterTheCharge().answer(503);

    CutOut.cutOut(emulator.url(), emulator.key(), photo, white);

    assertTrue(Files.size(white) > 0);
    emulator.calls("process").wereCharged(1);
  }
}
