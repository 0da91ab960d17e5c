package dev.clearcut.mock.removal;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.exchange.Cashier;
import dev.clearcut.mock.imaging.BackgroundRemover;
import dev.clearcut.mock.imaging.Engine;
import dev.clearcut.mock.imaging.ImageRejectedException;
import dev.clearcut.mock.imaging.ImagingLimits;
import dev.clearcut.mock.imaging.OutputSpec;
import dev.clearcut.mock.removal.ProcessJob.Output;
import dev.clearcut.mock.space.Dialect;
import dev.clearcut.mock.space.HeldFile;
import dev.clearcut.mock.space.NewFile;
import dev.clearcut.mock.space.Spaces;
import dev.clearcut.mock.space.StoredFile;
import dev.clearcut.mock.space.Uploads;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a process call does in every dialect: check, reserve, work, store, charge. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Removals {

  private final Spaces spaces;
  private final Uploads uploads;
  private final Cashier cashier;
  private final Contract contract;
  private final WorkQueue queue;
  private final RememberedResults remembered;
  private final BackgroundRemover remover;

  Removals(
      Spaces spaces,
      Uploads uploads,
      Cashier cashier,
      Contract contract,
      WorkQueue queue,
      RememberedResults remembered,
      Engine engine) {
    this.spaces = spaces;
    this.uploads = uploads;
    this.cashier = cashier;
    this.contract = contract;
    this.queue = queue;
    this.remembered = remembered;
    this.remover = new BackgroundRemover(ImagingLimits.DEFAULT, engine);
  }

  /** Checks all that a call is checked for but the credits, and finds its input. */
  StoredFile check(ProcessJob job) {
    checkOutputs(job.outputs());
    return uploads.find(job.input(), job.dialect());
  }

  /** What no schema can say: distinct names, and no transparency in JPEG. */
  private void checkOutputs(List<Output> outputs) {
    Set<String> names = new HashSet<>();
    for (Output output : outputs) {
      if (!names.add(output.name())) {
        throw contract.badRequest(
            "The output \"%s\" is named twice. Give each output a name of its own."
                .formatted(output.name()));
      }
      if (!output.imageFormat().alpha() && output.background() == null) {
        throw contract.error(
            output.format().equals("jpg") ? Sentence.TRANSPARENT_JPG : Sentence.TRANSPARENT_JPEG);
      }
    }
  }

  /**
   * Does the work and charges for it; on any failure nothing is stored and nothing charged.
   *
   * @return the input
   */
  StoredFile run(Account account, ProcessJob job) {
    StoredFile input = check(job);
    try (Account.Reservation reservation = cashier.reserve(account, job.price());
        HeldFile photo = hold(input, job.dialect())) {
      spaces.put(results(photo, job), Spaces.LIFETIME);
      reservation.charge(job.tariff().operation());
      return input;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A call may wait long for its turn; what it found on arrival is what it works on. */
  private HeldFile hold(StoredFile input, Dialect dialect) {
    return spaces.hold(input).orElseThrow(() -> contract.error(dialect.notFound()));
  }

  /** What is remembered, and what is rendered now, together and with one segmentation. */
  private List<NewFile> results(HeldFile photo, ProcessJob job) throws IOException {
    Map<Output, HeldFile> results = new LinkedHashMap<>();
    try {
      for (Output output : job.outputs()) {
        remembered.find(recipe(photo, job, output)).ifPresent(file -> results.put(output, file));
      }
      List<Output> missing =
          job.outputs().stream().filter(output -> !results.containsKey(output)).toList();
      if (!missing.isEmpty()) {
        queue.run(() -> results.putAll(render(photo, job, missing)));
      }
      return job.outputs().stream()
          .map(output -> new NewFile(output.target(), results.get(output), output.imageFormat()))
          .toList();
    } catch (IOException | RuntimeException e) {
      results.values().forEach(HeldFile::close);
      throw e;
    }
  }

  private Map<Output, HeldFile> render(HeldFile photo, ProcessJob job, List<Output> outputs)
      throws IOException {
    List<OutputSpec> specs = new ArrayList<>();
    try {
      outputs.forEach(output -> specs.add(output.spec(spaces.newFile())));
      remove(photo, job, outputs, specs);
      Map<Output, HeldFile> rendered = new LinkedHashMap<>();
      for (int i = 0; i < specs.size(); i++) {
        HeldFile result = spaces.takeOver(specs.get(i).target());
        rendered.put(outputs.get(i), result);
        remembered.add(recipe(photo, job, outputs.get(i)), result);
      }
      return rendered;
    } finally {
      for (OutputSpec spec : specs) {
        Files.deleteIfExists(spec.target());
      }
    }
  }

  private void remove(HeldFile photo, ProcessJob job, List<Output> outputs, List<OutputSpec> specs)
      throws IOException {
    try {
      remover.remove(photo.path(), job.quality(), specs);
    } catch (ImageRejectedException rejected) {
      if (rejected.output().isEmpty()) {
        throw rejected;
      }
      String name = outputs.get(rejected.output().getAsInt()).name();
      throw contract.badRequest("The output \"%s\": %s".formatted(name, rejected.getMessage()));
    }
  }

  private static Recipe recipe(HeldFile photo, ProcessJob job, Output output) {
    return Recipe.of(photo.sha256(), job.quality(), output);
  }
}
