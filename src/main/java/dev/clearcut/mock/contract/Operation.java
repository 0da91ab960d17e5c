package dev.clearcut.mock.contract;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of the contract.
 *
 * @param id the contract's {@code operationId}
 * @param method in capitals
 * @param path with its parameters in braces
 * @param scheme of the key it asks for; empty when it asks for none
 * @param body what it takes, if anything
 * @param errors what it answers to failures: the sentences of the contract's examples, by status
 */
public record Operation(
    String id,
    String method,
    String path,
    Optional<KeyScheme> scheme,
    List<Parameter> parameters,
    Optional<ExpectedBody> body,
    Map<Integer, List<String>> errors) {

  /**
   * A parameter in the query or the path.
   *
   * @param schema where its schema is in the contract, as a JSON pointer
   */
  public record Parameter(String name, boolean inQuery, boolean required, String schema) {}

  /**
   * The body an operation takes.
   *
   * @param schema where its schema is in the contract, as a JSON pointer
   */
  public record ExpectedBody(String mediaType, String schema) {

    /** Whether it is a multipart form. */
    public boolean isForm() {
      return mediaType.equals("multipart/form-data");
    }
  }

  /** Whether the contract lists this status for a failure of the operation. */
  public boolean failsWith(int status) {
    return errors.containsKey(status);
  }

  /**
   * The contract's sentence for a failure: of several the first that names a field of the request,
   * otherwise the first. Empty when the contract does not list the status.
   */
  public Optional<String> sentence(int status, Collection<String> fields) {
    List<String> sentences = errors.getOrDefault(status, List.of());
    return sentences.stream()
        .filter(sentence -> fields.stream().anyMatch(sentence::contains))
        .findFirst()
        .or(() -> sentences.stream().findFirst());
  }

  /** Whether the permission to call it is a token in the query, which is looked at first. */
  public boolean redeemsToken() {
    return parameters.stream().anyMatch(parameter -> parameter.inQuery() && parameter.required());
  }
}
