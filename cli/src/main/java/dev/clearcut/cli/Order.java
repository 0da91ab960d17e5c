package dev.clearcut.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A photo of which results are wanted.
 *
 * @param ref what the batch calls it
 * @param photo where it is
 * @param sha256 of the photo
 * @param results by the name of the variant
 */
record Order(String ref, Path photo, String sha256, Map<String, Result> results) {

  /**
   * A file that there will be.
   *
   * @param file its path in the folder of the results, with slashes
   * @param made the parameters of the variant
   */
  record Result(String file, JsonNode made) {}

  ObjectNode write() {
    ObjectNode order = Json.object().put("photo", photo.toString()).put("sha256", sha256);
    results.forEach(
        (variant, result) ->
            order
                .withObject("results")
                .putObject(variant)
                .put("file", result.file())
                .set("made", result.made()));
    return order;
  }

  static Order read(String ref, JsonNode order) {
    Map<String, Result> results = new LinkedHashMap<>();
    order
        .path("results")
        .properties()
        .forEach(
            it ->
                results.put(
                    it.getKey(),
                    new Result(it.getValue().path("file").asText(), it.getValue().path("made"))));
    return new Order(
        ref, Path.of(order.path("photo").asText()), order.path("sha256").asText(), results);
  }
}
