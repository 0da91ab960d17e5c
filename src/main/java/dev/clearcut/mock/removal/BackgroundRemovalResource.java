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
import dev.clearcut.mock.contract.Contract;
import dev.clearcut.mock.contract.Sentence;
import dev.clearcut.mock.removal.ProcessJob.Output;
import dev.clearcut.mock.space.Address;
import dev.clearcut.mock.space.Dialect;
import io.quarkus.arc.profile.UnlessBuildProfile;
import java.util.List;

/** Background removal in the key and path dialects, told apart by their fields. */
@UnlessBuildProfile("prod")
public class BackgroundRemovalResource implements BackgroundRemovalApi {

  private static final Tariff TARIFF =
      new Tariff("process", PROCESS_CREDITS_PER_CALL, PROCESS_CREDITS_PER_AUTOCROP_VARIANT);

  private final Caller caller;
  private final Removals removals;
  private final Contract contract;

  BackgroundRemovalResource(Caller caller, Removals removals, Contract contract) {
    this.caller = caller;
    this.removals = removals;
    this.contract = contract;
  }

  @Override
  public ProcessResult process(ProcessRequest request) {
    if (request instanceof ProcessByKey byKey) {
      List<Output> outputs = byKey.outputVariants().stream().map(this::output).toList();
      return new ProcessedByKey(run(Dialect.KEY, byKey.inputKey(), outputs));
    }
    if (request instanceof ProcessByPath byPath) {
      List<Output> outputs = byPath.outputVariants().stream().map(this::output).toList();
      return new ProcessedByPath(run(Dialect.PATH, byPath.inputFilePath(), outputs));
    }
    throw contract.error(Sentence.MALFORMED_JSON);
  }

  private List<String> run(Dialect dialect, String inputKey, List<Output> outputs) {
    removals.run(caller.account(), new ProcessJob(TARIFF, dialect, address(inputKey), outputs));
    return outputs.stream().map(Output::name).toList();
  }

  private Address address(String key) {
    return Address.ofKey(caller.account(), key);
  }

  private Output output(KeyVariant variant) {
    return new Output(
        variant.outputKey(),
        address(variant.outputKey()),
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
        address(variant.outputFilePath()),
        variant.format().value(),
        variant.maxResolution(),
        variant.quality().value(),
        variant.backgroundColor(),
        variant.outputCompression(),
        variant.autocrop());
  }
}
