package dev.clearcut.harness;

import static dev.clearcut.harness.Times.atLeast;
import static dev.clearcut.harness.Times.atMost;
import static dev.clearcut.harness.Times.exactly;
import static dev.clearcut.harness.Times.never;
import static dev.clearcut.harness.Times.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a test may do to an emulator, and ask of it. */
class EmulatorTest {

  private static final String PROCESS = "/v3/tools/ai/remove-bg/process/";
  private static final String JOB =
      "{\"input_key\": \"photo.jpg\", \"output_variants\": [{\"output_key\": \"cutout.png\"}]}";

  @InjectEmulator private Emulator emulator;
  private Vendor vendor;

  @BeforeEach
  void upload() {
    vendor = Vendor.token(emulator);
    assertThat(vendor.upload("photo.jpg", Picture.ofABall()).statusCode()).isEqualTo(200);
  }

  @Test
  void creditsAreSetSpentAndListed() {
    emulator.credits(1.5);

    assertThat(process()).isEqualTo(200);
    assertThat(process()).isEqualTo(402);

    assertThat(emulator.credits()).isEqualByComparingTo("0.5");
    assertThat(emulator.charged()).isEqualByComparingTo("1");
    assertThat(emulator.ledger()).extracting(Charge::operation).containsExactly("process");
  }

  @Test
  void accountsAreListedWithWhatTheyCanSpend() {
    emulator.credits(1.5);

    process();

    assertThat(emulator.accounts().get(emulator.key())).isEqualByComparingTo("0.5");
  }

  @Test
  void callsAreCounted() {
    process();
    process();

    emulator.calls("upload").happened(once());
    emulator
        .calls("process")
        .happened(exactly(2))
        .happened(atLeast(2))
        .happened(atMost(2))
        .wereCharged(2);
    emulator.calls("delete*").neverHappened().wereFree();
    emulator.calls("process").withStatus(503).happened(never());
    emulator.calls().naming("cutout.png").happened(exactly(2));
  }

  @Test
  void aWrongCountSaysWhatThereWasInstead() {
    process();

    assertThatThrownBy(() -> emulator.calls("process").happened(exactly(2)))
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching(
            "(?s)process calls: happened 1 times, expected exactly 2 times\\. All calls of the"
                + " account:\\R  #\\d+ POST /v3/file-ops/upload/ -> 200, photo\\.jpg"
                + "\\R  #\\d+ POST /v3/tools/ai/remove-bg/process/ -> 200, charged 1, photo\\.jpg");
    assertThatThrownBy(() -> emulator.calls("process").wereFree())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("process calls: charged 1, expected 0.");
  }

  @Test
  void anOperationThatDoesNotExistIsNotJustNeverCalled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.calls("proces"))
        .withMessageContaining("but is \"proces\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> emulator.on("proces").answer(503))
        .withMessageContaining("but is \"proces\"");
  }

  @Test
  void theClockOfOthersIsNotMoved() {
    assertThat(emulator.clock().now()).isNotNull();
    assertThatIllegalStateException()
        .isThrownBy(() -> emulator.clock().advance(Duration.ofHours(2)))
        .withMessageContaining("@InjectEmulator(own = true)");
  }

  @Test
  void whatViolatesTheContractIsNamed() {
    emulator.allowViolations();
    vendor.json("/v3/file-ops/get-public-url/", "{}");

    assertThatThrownBy(() -> emulator.calls().violatedNothing())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("calls: 1 violated the contract")
        .hasMessageContaining("key: Missing required field: key.");
  }

  /** Each effect, told from the others by what the client sees. */
  @Nested
  class Faults {

    @Test
    void anAnswerAfterTheChargeIsPaid() {
      Fault fault =
          emulator.on("process").once().afterTheCharge().header("Retry-After", "7").answer(503);

      HttpResponse<byte[]> answer = vendor.json(PROCESS, JOB);

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("7");
      assertThat(fault.fired()).isEqualTo(1);
      emulator.calls("process").wereCharged(1);
      assertThat(vendor.publicUrl("cutout.png").statusCode()).isEqualTo(200);
    }

    @Test
    void anAnswerBeforeTheWorkIsFree() {
      emulator.on("process").once().answer(503, "Busy.");

      assertThat(new String(vendor.json(PROCESS, JOB).body())).contains("Busy.");
      assertThat(process()).isEqualTo(200);

      emulator.calls("process").happened(exactly(2)).wereCharged(1);
    }

    @Test
    void someOfManyCallsAreHit() {
      emulator.on("getPublicUrl").skip(1).every(2).times(2).answer(500);

      assertThat(Stream.generate(this::urlStatus).limit(7))
          .containsExactly(200, 500, 200, 500, 200, 200, 200);
    }

    private int urlStatus() {
      return vendor.publicUrl("photo.jpg").statusCode();
    }

    @Test
    void onlyCallsThatNameTheFileAreHit() {
      emulator.onEveryCall().naming("other*").answer(500);

      assertThat(vendor.publicUrl("photo.jpg").statusCode()).isEqualTo(200);
      assertThat(vendor.publicUrl("other.jpg").statusCode()).isEqualTo(500);
    }

    @Test
    void connectionsAreResetAndBodiesCut() {
      emulator.on("getPublicUrl").once().resetConnection();
      emulator.on("getPublicUrl").once().truncate();

      assertThatThrownBy(() -> vendor.publicUrl("photo.jpg"))
          .isInstanceOf(UncheckedIOException.class);
      assertThatThrownBy(() -> vendor.publicUrl("photo.jpg"))
          .isInstanceOf(UncheckedIOException.class);
      assertThat(vendor.publicUrl("photo.jpg").statusCode()).isEqualTo(200);
    }

    @Test
    void filesAreLostOrElsewhere() {
      emulator.on("process").once().wrongRegion();
      assertThat(process()).isEqualTo(404);
      assertThat(process()).isEqualTo(200);

      emulator.on("getPublicUrl").once().naming("cutout.png").loseFile();
      vendor.publicUrl("cutout.png");
      assertThat(vendor.publicUrl("cutout.png").statusCode()).isEqualTo(404);
    }

    @Test
    void workThatTakesTimeIsPaidAtItsEnd() {
      emulator.on("process").once().work(Duration.ofMillis(100));
      emulator.on("process").once().working(Duration.ofMillis(100)).answer(504);

      assertThat(process()).isEqualTo(200);
      assertThat(process()).isEqualTo(504);

      emulator.calls("process").wereCharged(2);
      emulator.calls().whoseClientHadGone().neverHappened();
    }

    @Test
    void aFaultIsTakenBack() {
      Fault one = emulator.on("process").answer(500);
      one.remove();
      emulator.on("process").answer(503);
      emulator.clearFaults();

      assertThat(process()).isEqualTo(200);
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheReason() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> emulator.on("process").answer(200))
          .withMessageContaining("status must be");
    }
  }

  private int process() {
    return vendor.json(PROCESS, JOB).statusCode();
  }
}
