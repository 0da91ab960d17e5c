package dev.clearcut.mock.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An answer of the emulator. */
record Answer(int status, String mediaType, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String toString() {
    boolean text = mediaType.startsWith("application/json");
    return status + " " + (text ? new String(body, UTF_8) : mediaType);
  }

  JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String field) {
    return json().path(field).asText();
  }
}
