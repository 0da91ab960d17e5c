package dev.clearcut.backgroundcut;

import static dev.clearcut.harness.Times.exactly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clearcut.backgroundcut.BackgroundCutException.KeyRejected;
import dev.clearcut.backgroundcut.BackgroundCutException.NoAnswer;
import dev.clearcut.backgroundcut.BackgroundCutException.NotConnected;
import dev.clearcut.backgroundcut.BackgroundCutException.NotTaken;
import dev.clearcut.backgroundcut.BackgroundCutException.NotThere;
import dev.clearcut.backgroundcut.model.Dot;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.ProcessImageRequest;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import dev.clearcut.harness.Emulator;
import dev.clearcut.harness.InjectEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vendor over java.net.http; the emulator says of each call whether it keeps the contract. */
class BackgroundCutHttpTest {

  @InjectEmulator private Emulator emulator;
  @TempDir private Path folder;
  private Path photo;
  private BackgroundCutHttp vendor;

  @BeforeEach
  void connect() throws IOException {
    photo = Photo.in(folder);
    vendor = client().build();
  }

  @Test
  void aPhotoGoesThereAndItsCutoutComesBackAndIsDeleted() {
    Path result = folder.resolve("cutout.png");

    vendor.upload(photo, "näme/1");
    List<String> keys = vendor.process("näme/1", List.of(variant("out/1")));
    vendor.download(vendor.publicUrl("out/1"), result);
    vendor.deleteFiles("out/*");

    assertThat(keys).containsExactly("out/1");
    assertThat(result).isNotEmptyFile();
    assertThatThrownBy(() -> vendor.publicUrl("out/1")).isInstanceOf(NotThere.class);
    emulator.calls("process").wereCharged(1);
  }

  @Test
  void callsAreSignedForABrowser() {
    assertThat(vendor.presignUploadImage().signedRequest()).isNotBlank();
    assertThat(vendor.presignInitializeAiCut().signedRequest()).isNotBlank();
    assertThatThrownBy(() -> vendor.presignProcessImage(new ProcessImageRequest("no such", null)))
        .isInstanceOf(BackgroundCutException.class);
    emulator.calls().wereFree();
  }

  @Test
  void aSessionIsStartedAndSegmented() {
    String session = vendor.initializeAiCut(photo).uniqueFilename();

    URI picture =
        vendor.segment(new SegmentRequest(session, List.of(new Dot(80, 60)), null, 1)).outputUrl();
    vendor.download(picture, folder.resolve("cutout.png"));

    assertThat(folder.resolve("cutout.png")).isNotEmptyFile();
    emulator.calls("initializeAiCut").wereCharged(1);
  }

  @Test
  void freeCallsAreRepeatedAndSayHowOften() {
    emulator.on("upload").once().answer(503);
    vendor.upload(photo, "photo");
    emulator.on("getPublicUrl").answer(500);

    assertThatThrownBy(() -> vendor.publicUrl("photo"))
        .isInstanceOfSatisfying(
            BackgroundCutException.class, e -> assertThat(e.attempts()).isEqualTo(4));
    emulator.calls("upload").happened(exactly(2));
  }

  @Test
  void thePaidCallIsSentOnce() {
    vendor.upload(photo, "photo");
    emulator.on("process").afterTheCharge().resetConnection();

    assertThatThrownBy(() -> vendor.process("photo", List.of(variant("out"))))
        .isInstanceOf(NoAnswer.class);

    emulator.calls("process").happened(exactly(1)).wereCharged(1);
  }

  @Test
  void aDownloadThatIsCutShortIsFetchedAgain() throws IOException {
    vendor.upload(photo, "photo");
    URI url = vendor.publicUrl("photo");
    emulator.on("getPublicFile").once().truncate();

    vendor.download(url, folder.resolve("back"));

    assertThat(folder.resolve("back")).hasSameBinaryContentAs(photo);
    assertThat(Files.size(photo)).isPositive();
  }

  @Test
  void aFileThatIsTooLargeIsNotTakenAndWhatWasThereStays() throws IOException {
    vendor.upload(photo, "photo");
    URI url = vendor.publicUrl("photo");
    Path file = Files.writeString(folder.resolve("back"), "old");

    assertThatThrownBy(() -> client().mostBytes(10).build().download(url, file))
        .isInstanceOf(NotTaken.class)
        .hasMessageContaining("10 bytes");
    assertThatThrownBy(() -> vendor.download(URI.create("http://example.com/x"), file))
        .isInstanceOf(NotTaken.class);
    assertThat(file).hasContent("old");
  }

  @Test
  void aCallThatTakesTooLongIsGivenUp() {
    emulator.on("process").hang();
    BackgroundCutHttp impatient = client().processTimeLimit(Duration.ofMillis(100)).build();

    assertThatThrownBy(() -> impatient.process("photo", List.of(variant("out"))))
        .isInstanceOf(NoAnswer.class)
        .hasMessageContaining("time limit");
  }

  @Test
  void withoutAConnectionNothingWasSent() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    BackgroundCutHttp nobody =
        BackgroundCutHttp.at(URI.create("http://127.0.0.1:" + port), "any").build();

    assertThatThrownBy(() -> nobody.process("photo", List.of(variant("out"))))
        .isInstanceOfSatisfying(NotConnected.class, e -> assertThat(e.isOver()).isTrue());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 404, 429, 500, 503})
  void theVendorsSentenceIsKept(int status) {
    emulator.on("process").answer(status, "Said the vendor.");

    assertThatThrownBy(() -> vendor.process("photo", List.of(variant("out"))))
        .isInstanceOfSatisfying(
            BackgroundCutException.class,
            e ->
                assertThat(e)
                    .returns(status, BackgroundCutException::status)
                    .returns("Said the vendor.", BackgroundCutException::detail)
                    .returns("process", BackgroundCutException::operation)
                    .returns(true, BackgroundCutException::isOver));
  }

  @Test
  void aWrongKeyIsSaidAndIsInNoMessage() {
    emulator.on("upload").answer(401);

    assertThatThrownBy(() -> vendor.upload(photo, "photo"))
        .isInstanceOf(KeyRejected.class)
        .hasMessageNotContaining(emulator.key());
  }

  private BackgroundCutHttp.Builder client() {
    return BackgroundCutHttp.at(emulator.url(), emulator.key());
  }

  private static KeyVariant variant(String outputKey) {
    return new KeyVariant(outputKey, null, null, null, null, null, null);
  }
}
