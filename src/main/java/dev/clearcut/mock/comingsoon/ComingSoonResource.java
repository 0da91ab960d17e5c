package dev.clearcut.mock.comingsoon;

import dev.clearcut.backgroundcut.api.ComingSoonApi;
import dev.clearcut.mock.wire.Contract;
import dev.clearcut.mock.wire.Sentence;
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
