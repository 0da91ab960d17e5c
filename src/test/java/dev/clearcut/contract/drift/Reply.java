package dev.clearcut.contract.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** An answer on its way through the proxy. */
record Reply(int status, Map<String, String> headers, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Reply withStatus(int other) {
    return new Reply(other, headers, body);
  }

  Reply withHeader(String name, String value) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.put(name, value);
    return new Reply(status, changed, body);
  }

  Reply withoutHeader(String name) {
    Map<String, String> changed = new TreeMap<>(headers);
    changed.keySet().removeIf(name::equalsIgnoreCase);
    return new Reply(status, changed, body);
  }

  Reply json(Consumer<ObjectNode> change) {
    return new Reply(status, headers, changed(body, change));
  }

  static byte[] changed(byte[] json, Consumer<ObjectNode> change) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node instanceof ObjectNode object) {
        change.accept(object);
      }
      return JSON.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
