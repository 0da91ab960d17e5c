package dev.clearcut.mock.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * An answer that the contract promises.
 *
 * @param status the HTTP status
 * @param detail the sentence of an error; null when the contract gives none, or when more than one
 *     thing is wrong
 */
record Expected(int status, String detail) {

  static final Expected OK = new Expected(200, null);

  private static final JsonNode EXAMPLES = examples();

  /** An error in the words of an example of the contract. */
  static Expected refused(int status, String example) {
    JsonNode detail = EXAMPLES.at("/" + example + "/value/detail");
    if (!detail.isTextual()) {
      throw new IllegalArgumentException("The contract has no example " + example);
    }
    return new Expected(status, detail.textValue());
  }

  /** A 400 in words that the contract does not give. */
  static Expected badRequest() {
    return new Expected(400, null);
  }

  /** OK when nothing is wrong; the sentence is known when it is one thing. */
  static Expected unless(List<Expected> wrong) {
    return switch (wrong.size()) {
      case 0 -> OK;
      case 1 -> wrong.get(0);
      default -> badRequest();
    };
  }

  boolean ok() {
    return status == 200;
  }

  private static JsonNode examples() {
    try {
      return new ObjectMapper(new YAMLFactory())
          .readTree(new File("openapi/backgroundcut-v3.yaml"))
          .at("/components/examples");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
