package dev.clearcut.backgroundcut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clearcut.backgroundcut.model.Dot;
import dev.clearcut.backgroundcut.model.NamedFormat;
import dev.clearcut.backgroundcut.model.NamedVariant;
import dev.clearcut.backgroundcut.model.ProcessImageRequest;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import dev.clearcut.testing.Photos;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.junit.jupiter.api.Test;

/** The typed clients of the filename dialect, over HTTP against the emulator. */
@QuarkusTest
class FilenameDialectClientsTest {

  @RestClient BackgroundRemovalByFilenameClient removal;
  @RestClient AiCutClient aiCut;
  @Inject PublicFileDownload downloads;

  @Test
  void variantsThatAreNotGivenAreNotSent() {
    String name = removal.uploadImage(Photos.CUP).uniqueFilename();

    assertThat(removal.processImage(new ProcessImageRequest(name, null)).outputUrls())
        .containsOnlyKeys("default");
  }

  @Test
  void resultsComeByTheirNames() {
    String name = removal.uploadImage(Photos.CUP).uniqueFilename();
    NamedVariant white =
        new NamedVariant("white", 6_000, NamedFormat.JPG, "#ffffff", null, 90, true);

    var result = removal.processImage(new ProcessImageRequest(name, List.of(white)));

    assertThat(downloads.fetch(result.outputUrls().get("white"))).isNotEmptyFile();
  }

  @Test
  void aSignedUploadAndASignedProcessCallWork() {
    String upload = removal.presignUploadImage().signedRequest();
    String name = removal.uploadImagePresigned(upload, Photos.CUP).uniqueFilename();
    var process = removal.presignProcessImage(new ProcessImageRequest(name, null));

    assertThat(removal.processImagePresigned(process).uniqueFilename()).isEqualTo(name);
  }

  @Test
  void aSessionIsStartedWithASignedRequestAndSegmented() {
    String token = aiCut.presignInitializeAiCut().signedRequest();
    String session = aiCut.initializeAiCutPresigned(token, Photos.CUP).uniqueFilename();

    var result = aiCut.segment(new SegmentRequest(session, List.of(new Dot(70, 38)), null, 1));

    assertThat(downloads.fetch(result.outputUrl())).isNotEmptyFile();
  }

  @Test
  void aSessionIsStartedWithTheKey() {
    assertThat(aiCut.initializeAiCut(Photos.CUP).uniqueFilename()).isNotBlank();
  }
}
