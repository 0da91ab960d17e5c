package dev.clearcut.mock.aicut;

import dev.clearcut.backgroundcut.api.AiCutApi;
import dev.clearcut.backgroundcut.model.AiCutSession;
import dev.clearcut.backgroundcut.model.SegmentRequest;
import dev.clearcut.backgroundcut.model.Segmentation;
import dev.clearcut.backgroundcut.model.SignedRequest;
import dev.clearcut.mock.account.Caller;
import dev.clearcut.mock.token.SignedRequests;
import io.quarkus.arc.profile.UnlessBuildProfile;
import java.nio.file.Path;

/** AI Cut: the start of a session is paid, with the key or a signed request; the rest is free. */
@UnlessBuildProfile("prod")
public class AiCutResource implements AiCutApi {

  private static final String INITIALIZE = "initializeAiCut";
  private static final String INITIALIZE_PRESIGNED = "initializeAiCutPresigned";

  private final Caller caller;
  private final SignedRequests signedRequests;
  private final Sessions sessions;
  private final Segmentations segmentations;

  AiCutResource(
      Caller caller,
      SignedRequests signedRequests,
      Sessions sessions,
      Segmentations segmentations) {
    this.caller = caller;
    this.signedRequests = signedRequests;
    this.sessions = sessions;
    this.segmentations = segmentations;
  }

  @Override
  public AiCutSession initializeAiCut(Path image) {
    return sessions.open(caller.account(), image, INITIALIZE, INITIALIZE_AI_CUT_CREDITS_PER_CALL);
  }

  @Override
  public SignedRequest presignInitializeAiCut() {
    return signedRequests.sign(caller.account(), INITIALIZE_PRESIGNED);
  }

  @Override
  public AiCutSession initializeAiCutPresigned(String signedRequest, Path image) {
    signedRequests.redeem(signedRequest, INITIALIZE_PRESIGNED);
    return sessions.open(
        caller.account(),
        image,
        INITIALIZE_PRESIGNED,
        INITIALIZE_AI_CUT_PRESIGNED_CREDITS_PER_CALL);
  }

  @Override
  public Segmentation segment(SegmentRequest request) {
    return segmentations.segment(request);
  }
}
