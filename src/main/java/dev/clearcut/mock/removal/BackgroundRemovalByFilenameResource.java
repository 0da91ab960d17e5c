package dev.clearcut.mock.removal;

import dev.clearcut.backgroundcut.api.BackgroundRemovalByFilenameApi;
import dev.clearcut.backgroundcut.model.ProcessImageRequest;
import dev.clearcut.backgroundcut.model.ProcessedImage;
import dev.clearcut.backgroundcut.model.SignedRequest;
import dev.clearcut.backgroundcut.model.UploadedImage;
import dev.clearcut.mock.account.Caller;
import dev.clearcut.mock.space.Uploads;
import dev.clearcut.mock.token.SignedRequests;
import io.quarkus.arc.profile.UnlessBuildProfile;
import java.nio.file.Path;

/** Background removal in the filename dialect, with the key or with a signed request. */
@UnlessBuildProfile("prod")
public class BackgroundRemovalByFilenameResource implements BackgroundRemovalByFilenameApi {

  private static final String UPLOAD_PRESIGNED = "uploadImagePresigned";

  private static final Tariff PROCESS =
      new Tariff(
          "processImage",
          PROCESS_IMAGE_CREDITS_PER_CALL,
          PROCESS_IMAGE_CREDITS_PER_AUTOCROP_VARIANT);
  private static final Tariff PROCESS_PRESIGNED =
      new Tariff(
          "processImagePresigned",
          PROCESS_IMAGE_PRESIGNED_CREDITS_PER_CALL,
          PROCESS_IMAGE_PRESIGNED_CREDITS_PER_AUTOCROP_VARIANT);

  private final Caller caller;
  private final Uploads uploads;
  private final SignedRequests signedRequests;
  private final NamedRemovals removals;

  BackgroundRemovalByFilenameResource(
      Caller caller, Uploads uploads, SignedRequests signedRequests, NamedRemovals removals) {
    this.caller = caller;
    this.uploads = uploads;
    this.signedRequests = signedRequests;
    this.removals = removals;
  }

  @Override
  public UploadedImage uploadImage(Path image) {
    return new UploadedImage(uploads.storeImage(caller.account(), image).key());
  }

  @Override
  public SignedRequest presignUploadImage() {
    return signedRequests.sign(caller.account(), UPLOAD_PRESIGNED);
  }

  @Override
  public UploadedImage uploadImagePresigned(String signedRequest, Path image) {
    signedRequests.redeem(signedRequest, UPLOAD_PRESIGNED);
    return uploadImage(image);
  }

  @Override
  public ProcessedImage processImage(ProcessImageRequest request) {
    return removals.run(caller.account(), PROCESS, request);
  }

  @Override
  public SignedRequest presignProcessImage(ProcessImageRequest request) {
    removals.check(caller.account(), PROCESS_PRESIGNED, request);
    return signedRequests.sign(caller.account(), PROCESS_PRESIGNED.operation(), request);
  }

  @Override
  public ProcessedImage processImagePresigned(SignedRequest signed) {
    ProcessImageRequest request =
        signedRequests.redeem(
            signed.signedRequest(), PROCESS_PRESIGNED.operation(), ProcessImageRequest.class);
    return removals.run(caller.account(), PROCESS_PRESIGNED, request);
  }
}
