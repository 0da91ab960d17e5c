package dev.clearcut.mock.removal;

import dev.clearcut.backgroundcut.api.BackgroundRemovalApi;
import dev.clearcut.backgroundcut.model.KeyVariant;
import dev.clearcut.backgroundcut.model.PathVariant;
import dev.clearcut.backgroundcut.model.ProcessByKey;
import dev.clearcut.backgroundcut.model.ProcessByPath;
import dev.clearcut.backgroundcut.model.ProcessRequest;
import dev.clearcut.backgroundcut.model.ProcessResult;
import dev.clearcut.backgroundcut.model.ProcessedByKey;
import dev.clearcut.backgroundcut.model.ProcessedByPath;
import dev.clearcut.mock.account.Caller;
import dev.clearcut.mock.account.TokenKey;
import dev.clearcut.mock.removal.ProcessJob.Output;
import dev.clearcut.mock.space.Spaces;
import dev.clearcut.mock.wire.Contract;
import dev.clearcut.mock.wire.Sentence;
import io.quarkus.arc.profile.UnlessBuildProfile;
import java.util.List;

/** Background removal in the key and path dialects, told apart by their fields. */
@TokenKey
@UnlessBuildProfile("prod")
public class BackgroundRemovalResource implements BackgroundRemovalApi {

  private final Caller caller;
  private final Spaces spaces;
  private final Removals removals;
  private final Contract contract;

  BackgroundRemovalResource(Caller caller, Spaces spaces, Removals removals, Contract contract) {
    this.caller = caller;
    this.spaces = spaces;
    this.removals = removals;
    this.contract = contract;
  }

  @Override
  public ProcessResult process(ProcessRequest request) {
    if (request instanceof ProcessByKey byKey) {
      List<Output> outputs = byKey.outputVariants().stream().map(this::output).toList();
      run(byKey.inputKey(), outputs, Sentence.FILE_NOT_FOUND_AT_KEY);
      return new ProcessedByKey(outputs.stream().map(Output::key).toList());
    }
    if (request instanceof ProcessByPath byPath) {
      List<Output> outputs = byPath.outputVariants().stream().map(this::output).toList();
      run(byPath.inputFilePath(), outputs, Sentence.FILE_NOT_FOUND_AT_PATH);
      return new ProcessedByPath(outputs.stream().map(Output::key).toList());
    }
    throw contract.error(Sentence.MALFORMED_JSON);
  }

  private void run(String inputKey, List<Output> outputs, Sentence notFound) {
    ProcessJob job =
        new ProcessJob(
            "process", outputs, PROCESS_CREDITS_PER_CALL, PROCESS_CREDITS_PER_AUTOCROP_VARIANT);
    removals.check(job);
    removals.run(
        caller.account(),
        spaces.find(caller.account(), inputKey).orElseThrow(() -> contract.error(notFound)),
        job);
  }

  private Output output(KeyVariant variant) {
    return new Output(
        variant.outputKey(),
        variant.format().value(),
        variant.maxResolution(),
        variant.quality().value(),
        variant.backgroundColor(),
        variant.outputCompression(),
        variant.autocrop());
  }

  private Output output(PathVariant variant) {
    return new Output(
        variant.outputFilePath(),
        variant.format().value(),
        variant.maxResolution(),
        variant.quality().value(),
        variant.backgroundColor(),
        variant.outputCompression(),
        variant.autocrop());
  }
}
