package dev.clearcut.document;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A tour as a {@code .http} file, and such a file read again. */
final class HttpFile {

  private static final String BOUNDARY = "a-part-of-the-form";
  private static final ObjectMapper JSON = new ObjectMapper();

  private HttpFile() {}

  static String of(Tour tour) {
    List<String> lines = new ArrayList<>();
    lines.add("# %s, call by call. Run them from top to bottom.".formatted(tour.title()));
    lines.add("# Made of the examples of the document; do not edit: docs/how-to/explore.md");
    lines.add("#");
    lines.add(
        "# IntelliJ IDEA and its relatives do not know {{call.response.body.$.id}}, a value of an");
    lines.add("# answer before. Put the value there yourself, in the line that begins with @.");
    if (tour.variables().containsKey("authorization")) {
      lines.add("#");
      lines.add("# Where access is not open: @authorization = Bearer and a key of the service.");
    }
    lines.add("#");
    lines.add("# Left out:");
    tour.leftOut().forEach((operation, why) -> lines.add("# - %s: %s".formatted(operation, why)));
    lines.add("");
    tour.variables().forEach((name, value) -> lines.add("@%s = %s".formatted(name, value)));
    Map<String, String> taken = new LinkedHashMap<>();
    for (Call call : tour.calls()) {
      lines.add("");
      lines.add("### " + call.title());
      lines.add("# @name " + call.name());
      taken.forEach((name, value) -> lines.add("@%s = %s".formatted(name, value)));
      taken.clear();
      add(call, lines);
      call.taken()
          .forEach(
              (name, path) ->
                  taken.put(name, "{{%s.response.body.$.%s}}".formatted(call.name(), path)));
    }
    return lines.stream().collect(joining("\n", "", "\n"));
  }

  private static void add(Call call, List<String> lines) {
    lines.add(call.operation().verb() + " " + call.target());
    if (!call.authorization().isEmpty()) {
      lines.add("Authorization: " + call.authorization());
    }
    switch (call.body().kind()) {
      case NOTHING -> {}
      case PHOTO -> lines.addAll(List.of("Content-Type: image/jpeg", "", "< ./" + Call.PHOTO));
      case JSON ->
          lines.addAll(List.of("Content-Type: application/json", "", pretty(call.body().json())));
      case FORM -> {
        lines.add("Content-Type: multipart/form-data; boundary=" + BOUNDARY);
        lines.add("");
        call.body().parts().forEach(part -> add(part, lines));
        lines.add("--" + BOUNDARY + "--");
      }
    }
  }

  private static void add(Call.Part part, List<String> lines) {
    lines.add("--" + BOUNDARY);
    String disposition = "Content-Disposition: form-data; name=\"%s\"".formatted(part.name());
    if (part.file()) {
      lines.add("%s; filename=\"%s\"".formatted(disposition, part.value()));
      lines.addAll(List.of("Content-Type: image/jpeg", "", "< ./" + part.value()));
    } else {
      lines.addAll(List.of(disposition, "", part.value()));
    }
  }

  static String pretty(JsonNode json) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json).replace("\r\n", "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * A request as it stands in a file.
   *
   * @param variables those that are set right before it
   * @param body its lines
   */
  record Request(
      String name,
      Map<String, String> variables,
      String verb,
      String url,
      Map<String, String> headers,
      List<String> body) {}

  /** The variables at the head of a file. */
  static Map<String, String> variables(String text) {
    return request(text.split("(?m)^### ")[0].lines().toList()).variables();
  }

  static List<Request> requests(String text) {
    List<Request> requests = new ArrayList<>();
    for (String block : text.substring(text.indexOf("\n### ")).split("(?m)^### .*\n")) {
      if (!block.isBlank()) {
        requests.add(request(block.lines().toList()));
      }
    }
    return requests;
  }

  private static Request request(List<String> lines) {
    String name = "";
    Map<String, String> variables = new LinkedHashMap<>();
    int here = 0;
    for (; here < lines.size(); here++) {
      String line = lines.get(here);
      if (line.startsWith("# @name ")) {
        name = line.substring("# @name ".length());
      } else if (line.startsWith("@")) {
        String[] pair = line.substring(1).split(" = ", 2);
        variables.put(pair[0], pair[1]);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        break;
      }
    }
    if (here == lines.size()) {
      return new Request(name, variables, "", "", Map.of(), List.of());
    }
    String[] target = lines.get(here++).split(" ", 2);
    Map<String, String> headers = new LinkedHashMap<>();
    for (; here < lines.size() && !lines.get(here).isEmpty(); here++) {
      String[] header = lines.get(here).split(": ", 2);
      headers.put(header[0], header[1]);
    }
    int end = lines.size();
    while (end > here && lines.get(end - 1).isEmpty()) {
      end--;
    }
    List<String> body = here < end ? lines.subList(here + 1, end) : List.of();
    return new Request(name, variables, target[0], target[1], headers, body);
  }
}
