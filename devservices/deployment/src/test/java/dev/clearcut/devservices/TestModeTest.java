package dev.clearcut.devservices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.devservices.BackgroundCut.Job;
import dev.clearcut.devservices.BackgroundCut.Variant;
import dev.clearcut.harness.Emulator;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An application under test that configures nothing. */
class TestModeTest {

  @RegisterExtension
  static final QuarkusUnitTest APPLICATION =
      new QuarkusUnitTest()
          .withApplicationRoot(jar -> jar.addClasses(BackgroundCut.class, Job.class, Variant.class))
          .overrideConfigKey("quarkus.application.name", "shop")
          .overrideConfigKey("quarkus.backgroundcut.devservices.credits", "2.5")
          .overrideConfigKey("quarkus.http.test-port", "0");

  @Inject @RestClient BackgroundCut vendor;

  @ConfigProperty(name = "quarkus.rest-client.backgroundcut.url")
  URI url;

  @ConfigProperty(name = "backgroundcut.key")
  String key;

  @Test
  void itsClientFindsTheEmulatorAndItsAccountPays(@TempDir Path folder) throws IOException {
    vendor.upload("photo.png", ball(folder.resolve("photo.png").toFile()));
    vendor.process(new Job("photo.png", List.of(new Variant("cutout.png"))));

    Emulator account = Emulator.at(url, key);
    assertThat(key).isEqualTo("test-shop");
    account.calls("process").wereCharged(1);
    account.calls().violatedNothing();
    assertThat(account.credits()).isEqualByComparingTo("1.5");
  }

  private static File ball(File file) throws IOException {
    BufferedImage picture = new BufferedImage(160, 120, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(Color.LIGHT_GRAY);
    brush.fillRect(0, 0, 160, 120);
    brush.setColor(Color.RED);
    brush.fillOval(50, 30, 60, 60);
    brush.dispose();
    ImageIO.write(picture, "png", file);
    return file;
  }
}
