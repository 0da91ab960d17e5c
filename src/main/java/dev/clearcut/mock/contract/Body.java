package dev.clearcut.mock.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** The body of a request, as far as it could be read. */
public sealed interface Body {

  /** There is none. */
  record None() implements Body {}

  /** JSON of any kind. */
  record Json(JsonNode value) implements Body {}

  /** Said to be JSON, but it is not. */
  record Malformed() implements Body {}

  /** A multipart form, its parts in the order in which they came, texts before files. */
  record Form(List<Part> parts) implements Body {}

  /** Anything else. */
  record Other() implements Body {}
}
