package dev.clearcut.mock.removal;

import dev.clearcut.backgroundcut.model.NamedVariant;
import dev.clearcut.backgroundcut.model.ProcessImageRequest;
import dev.clearcut.backgroundcut.model.ProcessedImage;
import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.removal.ProcessJob.Output;
import dev.clearcut.mock.space.Address;
import dev.clearcut.mock.space.Dialect;
import dev.clearcut.mock.space.PublicUrls;
import dev.clearcut.mock.space.StoredFile;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Process calls of the filename dialect, whose results are at URLs by the variants' names. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class NamedRemovals {

  /** All defaults: what is made when a call names no variant. */
  private static final List<NamedVariant> ONE_DEFAULT =
      List.of(new NamedVariant(null, null, null, null, null, null, null));

  private final Removals removals;
  private final PublicUrls urls;

  NamedRemovals(Removals removals, PublicUrls urls) {
    this.removals = removals;
    this.urls = urls;
  }

  /** Checks a call for everything but the credits. */
  void check(Account account, Tariff tariff, ProcessImageRequest request) {
    removals.check(job(account, tariff, request));
  }

  ProcessedImage run(Account account, Tariff tariff, ProcessImageRequest request) {
    ProcessJob job = job(account, tariff, request);
    StoredFile input = removals.run(account, job);
    Map<String, URI> outputs = new LinkedHashMap<>();
    for (Output output : job.outputs()) {
      String file = output.name() + "." + output.imageFormat().extension();
      outputs.put(output.name(), urls.mint(output.target(), file));
    }
    String inputFile = "input." + input.format().extension();
    return new ProcessedImage(request.uniqueFilename(), urls.mint(job.input(), inputFile), outputs);
  }

  private static ProcessJob job(Account account, Tariff tariff, ProcessImageRequest request) {
    List<NamedVariant> variants = Optional.ofNullable(request.outputVariants()).orElse(ONE_DEFAULT);
    return new ProcessJob(
        tariff,
        Dialect.FILENAME,
        Address.ofName(account, request.uniqueFilename()),
        variants.stream().map(variant -> output(account, variant)).toList());
  }

  private static Output output(Account account, NamedVariant variant) {
    return new Output(
        variant.variantName(),
        Address.unnamed(account),
        variant.format().value(),
        variant.maxResolution(),
        variant.quality().value(),
        variant.backgroundColor(),
        variant.outputCompression(),
        variant.autocrop());
  }
}
