package dev.clearcut.mock.removal;

import dev.clearcut.mock.account.Account;
import dev.clearcut.mock.account.Cashier;
import dev.clearcut.mock.imaging.BackgroundRemover;
import dev.clearcut.mock.imaging.OutputSpec;
import dev.clearcut.mock.imaging.Rendered;
import dev.clearcut.mock.removal.ProcessJob.Output;
import dev.clearcut.mock.space.Dialect;
import dev.clearcut.mock.space.HeldFile;
import dev.clearcut.mock.space.NewFile;
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
import java.nio.file.Path;
import java.util.ArrayList;
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
  private final WorkQueue queue;
  private final BackgroundRemover remover;

  Removals(Spaces spaces, Uploads uploads, Cashier cashier, Contract contract, WorkQueue queue) {
    this.spaces = spaces;
    this.uploads = uploads;
    this.cashier = cashier;
    this.contract = contract;
    this.queue = queue;
    this.remover = new BackgroundRemover(queue.limits());
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
      queue.run(() -> work(photo.content(), job));
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

  private void work(Path photo, ProcessJob job) throws IOException {
    List<OutputSpec> specs = new ArrayList<>();
    try {
      job.outputs().forEach(output -> specs.add(output.spec(spaces.newFile())));
      List<Rendered> results = remover.remove(photo, job.quality(), specs);
      List<NewFile> files = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        files.add(
            new NewFile(
                job.outputs().get(i).target(), specs.get(i).target(), results.get(i).format()));
      }
      spaces.put(files, Spaces.LIFETIME);
    } finally {
      for (OutputSpec spec : specs) {
        Files.deleteIfExists(spec.target());
      }
    }
  }
}
