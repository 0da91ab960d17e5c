package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.testing.Photos;
import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** AI Cut: a session, refined by points. */
@VendorTest
class AiCutIT {

  /** On the espresso cup. */
  private static final String CUP = "{'x': 280, 'y': 150}";

  /** On the table. */
  private static final String TABLE = "{'x': 20, 'y': 380}";

  private final Vendor vendor;

  AiCutIT(Vendor vendor) {
    this.vendor = vendor;
  }

  @Test
  @Costs("initializeAiCut")
  void whatTheGreenDotsPointAtIsSelectedAndTheReplyEchoesTheCall() {
    String session = vendor.initializeAiCut(Photos.unseenCoffee());

    Answer cup = segment(session, CUP, TABLE, 1).expect(200);
    Answer table = segment(session, TABLE, CUP, 2).expect(200);

    assertThat(cup.text("/status")).isEqualTo("completed");
    assertThat(cup.text("/unique_filename")).isEqualTo(session);
    assertThat(cup.json().path("request_number").intValue()).isEqualTo(1);
    assertThat(alpha(cup, 280, 150)).isGreaterThan(250);
    assertThat(alpha(cup, 20, 380)).isZero();
    assertThat(alpha(table, 280, 150)).isZero();
  }

  @Test
  @Costs("initializeAiCut")
  void aSelectionIsRefinedByAllPointsSoFarUnderRisingNumbers() {
    String session = vendor.initializeAiCut(Photos.unseenCoffee());

    Answer table = segment(session, TABLE, "", 1).expect(200);
    Answer both = segment(session, TABLE + ", " + CUP, "", 2).expect(200);
    Answer cup = segment(session, CUP, TABLE, 3).expect(200);

    assertThat(alpha(table, 20, 380)).isGreaterThan(250);
    assertThat(alpha(both, 20, 380)).isGreaterThan(250);
    assertThat(alpha(both, 280, 150)).isGreaterThan(250);
    assertThat(alpha(cup, 20, 380)).isZero();
    assertThat(alpha(cup, 280, 150)).isGreaterThan(250);
  }

  @Test
  @Costs("initializeAiCut")
  void aLateNumberIsAnsweredWithItsOwnPointsAndChangesNoLaterAnswer() {
    String session = vendor.initializeAiCut(Photos.unseenCoffee());

    Answer latest = segment(session, CUP, TABLE, 2).expect(200);
    Answer late = segment(session, TABLE, CUP, 1).expect(200);

    assertThat(late.json().path("request_number").intValue()).isEqualTo(1);
    assertThat(alpha(late, 280, 150)).isZero();
    assertThat(latest.json().path("request_number").intValue()).isEqualTo(2);
    assertThat(alpha(latest, 280, 150)).isGreaterThan(250);
  }

  @Test
  @Costs("initializeAiCut")
  void aDotOutsideTheImageIsRefusedAndTheSessionGoesOn() {
    String session = vendor.initializeAiCut(Photos.unseenCoffee());

    segment(session, "{'x': 600, 'y': 0}", "", 1)
        .expectError(400, "The dot at 600, 0 is outside the image of 600 × 400 pixels.");
    segment(session, CUP, "{'x': 0, 'y': 400}", 2)
        .expectError(400, "The dot at 0, 400 is outside the image of 600 × 400 pixels.");

    segment(session, CUP, TABLE, 3).expect(200);
  }

  @Test
  @Costs("initializeAiCut")
  void dotsAreOnTheImageAsItIsDisplayed() {
    String session = vendor.initializeAiCut(Photos.unseenCoffee(6));

    Answer cup = segment(session, "{'x': 249, 'y': 280}", "{'x': 19, 'y': 20}", 1).expect(200);

    BufferedImage picture = vendor.download(cup.text("/output_url")).expect(200).picture();
    assertThat(picture.getWidth()).isEqualTo(400);
    assertThat(picture.getHeight()).isEqualTo(600);
    assertThat(picture.getRGB(249, 280) >>> 24).isGreaterThan(250);
    assertThat(picture.getRGB(19, 20) >>> 24).isZero();
  }

  @Test
  void aSessionThatNobodyStartedIsNotFound() {
    segment("unknown", CUP, TABLE, 1).expectError(404);
  }

  @Test
  @Costs("initializeAiCut")
  void whoeverKnowsTheSessionMaySegment() {
    String session = vendor.initializeAiCut(Photos.tiny(new Random()));
    String body = "{'unique_filename': '%s', 'request_number': 1}".formatted(session);

    vendor.call("segment").authorization("Token " + vendor.key()).json(body).send().expect(200);
    vendor.call("segment").authorization("Bearer " + vendor.key()).json(body).send().expect(200);
  }

  @Test
  @EmulatorOnly("it takes an account without credits")
  void withoutCreditsNoSessionStarts() {
    Vendor poor = vendor.as("poor-ai-cut-" + vendor.key());
    poor.knobs().credit("0.5");

    poor.call("initializeAiCut")
        .file("image", Photos.tiny(new Random()))
        .send()
        .expectError(402, "Insufficient credits. Required: 1.0, available: 0.5");
  }

  private Answer segment(String session, String green, String red, int number) {
    return vendor
        .call("segment")
        .json(
            """
            {'unique_filename': '%s', 'greenDots': [%s], 'redDots': [%s], 'request_number': %d}
            """
                .formatted(session, green, red, number))
        .send();
  }

  private int alpha(Answer segmentation, int x, int y) {
    BufferedImage picture = vendor.download(segmentation.text("/output_url")).expect(200).picture();
    return picture.getRGB(x, y) >>> 24;
  }
}
