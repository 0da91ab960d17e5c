package dev.clearcut.contract.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clearcut.contract.Operation;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * What the vendor answered.
 *
 * @param json of the body; missing when it is no JSON
 * @param verbatim whether the sentences of errors are to be the contract's own; a vendor may change
 *     what it tells people
 */
record Answer(
    Operation operation,
    int status,
    String mediaType,
    Optional<String> retryAfter,
    byte[] body,
    JsonNode json,
    boolean verbatim) {

  Answer expect(int expected) {
    assertThat(status)
        .as("status of %s; the answer was %s", operation, json.isMissingNode() ? mediaType : json)
        .isEqualTo(expected);
    return this;
  }

  /** An error in words of the contract. */
  Answer expectError(int expected) {
    expect(expected);
    assertThat(detail()).isNotBlank();
    if (verbatim) {
      assertThat(operation.sentences().get(String.valueOf(expected))).contains(detail());
    }
    return this;
  }

  /** An error in these words. */
  Answer expectError(int expected, String detail) {
    expect(expected);
    assertThat(detail()).isNotBlank();
    if (verbatim) {
      assertThat(detail()).isEqualTo(detail);
    }
    return this;
  }

  private String detail() {
    return json.path("detail").asText();
  }

  /** The text at a place of the body. */
  String text(String pointer) {
    assertThat(json.at(pointer).isTextual()).as("%s of %s is a text", pointer, operation).isTrue();
    return json.at(pointer).textValue();
  }

  /** The texts of an array in the body. */
  List<String> texts(String pointer) {
    return json.at(pointer).valueStream().map(JsonNode::asText).toList();
  }

  /** The body as a picture. */
  BufferedImage picture() {
    try {
      return ImageIO.read(new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
