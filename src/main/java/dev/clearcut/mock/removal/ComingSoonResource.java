package dev.clearcut.mock.removal;

import dev.clearcut.backgroundcut.api.ComingSoonApi;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import io.quarkus.arc.profile.UnlessBuildProfile;

/** What the vendor has announced (reference page, "Coming Soon"): 501 until it is launched. */
@UnlessBuildProfile("prod")
public class ComingSoonResource implements ComingSoonApi {

  private final Contract contract;

  ComingSoonResource(Contract contract) {
    this.contract = contract;
  }

  @Override
  public Void generateAiBackground() {
    throw contract.error(Sentence.COMING_SOON);
  }

  @Override
  public Void inpaint() {
    throw contract.error(Sentence.COMING_SOON);
  }
}
