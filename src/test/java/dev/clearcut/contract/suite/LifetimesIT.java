package dev.clearcut.contract.suite;

import dev.clearcut.contract.Dialect;
import dev.clearcut.testing.Photos;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** How long files, sessions and tokens live. */
@VendorTest
@EmulatorOnly("its clock can be moved")
@Isolated("everybody's files expire")
class LifetimesIT {

  private final Vendor vendor;
  private final byte[] photo = Photos.tiny(new Random());

  LifetimesIT(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  void anUploadLivesForTwoHoursIfNothingElseIsAskedFor() {
    String url = vendor.publicUrl(vendor.upload("photo.png", photo));

    vendor.knobs().advance("PT1H59M");
    boolean lived = vendor.unnoticed().download(url).status() == 200;
    vendor.knobs().advance("PT1M");
    boolean livesOn = vendor.unnoticed().download(url).status() == 200;
    vendor.observe(
        "UploadRequest.expires_in_hours", lived && !livesOn ? 2 : lived ? "longer" : "shorter");

    vendor.download(url).expectError(404);
  }

  @Test
  void anUploadLivesAsShortAsItIsToldTo() {
    vendor
        .call("upload")
        .in(Dialect.KEY)
        .file("file", photo)
        .text("key", vendor.name("short.png"))
        .text("expires_in_hours", "0.5")
        .send()
        .expect(200);

    vendor.knobs().advance("PT30M");

    vendor
        .call("getPublicUrl")
        .json("{'key': '%s'}".formatted(vendor.name("short.png")))
        .send()
        .expectError(404);
  }

  @Test
  void aSignedCallIsCheckedAgainWhenItIsMade() {
    String name = vendor.uploadImage(photo);
    vendor.knobs().advance("PT1H58M");
    String token = vendor.signProcess("{'unique_filename': '%s'}".formatted(name));
    vendor.knobs().advance("PT2M");

    vendor
        .call("processImagePresigned")
        .json("{'signed_request': '%s'}".formatted(token))
        .send()
        .expectError(404);
  }

  @Test
  void aTokenLivesForFiveMinutes() {
    String token = vendor.sign("presignUploadImage");
    vendor.knobs().advance("PT5M");

    vendor.call("uploadImagePresigned").signed(token).file("image", photo).send().expectError(401);
  }

  @Test
  void aSessionLivesForTwoHours() {
    String session = vendor.initializeAiCut(photo);
    vendor.knobs().advance("PT2H");

    vendor
        .call("segment")
        .json("{'unique_filename': '%s'}".formatted(session))
        .send()
        .expectError(404);
  }
}
