package dev.clearcut.mock.removal;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.account.Cashier;
import dev.clearcut.mock.imaging.BackgroundRemover;
import dev.clearcut.mock.imaging.ImagingLimits;
import dev.clearcut.mock.imaging.OutputSpec;
import dev.clearcut.mock.imaging.Rendered;
import dev.clearcut.mock.removal.ProcessJob.Output;
import dev.clearcut.mock.space.Spaces;
import dev.clearcut.mock.space.StoredFile;
import dev.clearcut.mock.space.Uploads;
import dev.clearcut.mock.wire.Contract;
import dev.clearcut.mock.wire.Sentence;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a process call does in every dialect: check, reserve, work, store, charge. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Removals {

  private final Spaces spaces;
  private final Uploads uploads;
  private final Cashier cashier;
  private final Contract contract;
  private final BackgroundRemover remover = new BackgroundRemover(ImagingLimits.DEFAULT);

  Removals(Spaces spaces, Uploads uploads, Cashier cashier, Contract contract) {
    this.spaces = spaces;
    this.uploads = uploads;
    this.cashier = cashier;
    this.contract = contract;
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
    try (Account.Reservation reservation = cashier.reserve(account, job.price())) {
      List<OutputSpec> specs =
          job.outputs().stream().map(output -> output.spec(spaces.newFile())).toList();
      try {
        List<Rendered> results = remover.remove(input.content(), job.quality(), specs);
        for (int i = 0; i < results.size(); i++) {
          spaces.put(
              job.outputs().get(i).target(),
              specs.get(i).target(),
              results.get(i).format(),
              Spaces.LIFETIME);
        }
        reservation.charge(job.tariff().operation());
        return input;
      } finally {
        for (OutputSpec spec : specs) {
          Files.deleteIfExists(spec.target());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
