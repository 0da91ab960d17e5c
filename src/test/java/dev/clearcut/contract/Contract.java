package dev.clearcut.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The contract, as a document to be read. */
public final class Contract {

  /** Where it is. */
  public static final Path FILE = Path.of("openapi/backgroundcut-v3.yaml");

  private static final Contract OURS = read(FILE);

  private final JsonNode document;

  private Contract(JsonNode document) {
    this.document = document;
  }

  /** The contract of this project. */
  public static Contract ours() {
    return OURS;
  }

  /** Reads one in YAML or JSON. */
  public static Contract read(Path file) {
    try {
      return new Contract(new YAMLMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All operations. */
  public List<Operation> operations() {
    return document
        .path("paths")
        .propertyStream()
        .flatMap(
            path ->
                path.getValue()
                    .propertyStream()
                    .map(verb -> Operation.of(this, path.getKey(), verb.getKey())))
        .toList();
  }

  /** The operation with this id. */
  public Operation operation(String id) {
    return operations().stream()
        .filter(operation -> operation.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("The contract has no operation " + id));
  }

  /** What is at a place; missing when nothing is. */
  public JsonNode at(String pointer) {
    return document.at(pointer);
  }

  /** What a reference refers to; anything else as it is. */
  public JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }
}
