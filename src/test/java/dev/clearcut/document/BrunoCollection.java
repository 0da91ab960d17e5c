package dev.clearcut.document;

import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tours as a collection of Bruno: the text of each file by its path in the collection. */
final class BrunoCollection {

  private static final String PHOTO = "@file(../http/%s)".formatted(Call.PHOTO);

  private BrunoCollection() {}

  static Map<String, String> of(List<Tour> tours) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(
        "bruno.json",
        """
        {
          "version": "1",
          "name": "Clearcut and BackgroundCut v3",
          "type": "collection"
        }
        """);
    Map<String, String> variables = new LinkedHashMap<>();
    tours.forEach(tour -> variables.putAll(tour.variables()));
    files.put("environments/dev.bru", block("vars", lines(variables)));
    files.put(
        "collection.bru",
        block(
            "docs",
            """
            Choose the environment dev, and run a folder from top to bottom.
            Made of the examples of the documents; do not edit: docs/how-to/explore.md

            Where access is not open, set authorization to Bearer and a key of the service.

            Left out:
            """
                + tours.stream()
                    .flatMap(tour -> tour.leftOut().entrySet().stream())
                    .map(each -> "- %s: %s\n".formatted(each.getKey(), each.getValue()))
                    .collect(joining())));
    int folder = 1;
    for (Tour tour : tours) {
      files.put(
          tour.name() + "/folder.bru",
          block("meta", "name: %s\nseq: %d\n".formatted(tour.title(), folder++)));
      int seq = 1;
      for (Call call : tour.calls()) {
        files.put("%s/%02d-%s.bru".formatted(tour.name(), seq, call.name()), request(call, seq));
        seq++;
      }
    }
    return files;
  }

  private static String request(Call call, int seq) {
    StringBuilder text = new StringBuilder();
    text.append(block("meta", "name: %s\ntype: http\nseq: %d\n".formatted(call.title(), seq)));
    text.append("\n")
        .append(
            block(
                call.operation().verb().toLowerCase(Locale.ROOT),
                "url: %s\nbody: %s\nauth: none\n"
                    .formatted(call.target(), kind(call.body().kind()))));
    if (!call.query().isEmpty()) {
      text.append("\n").append(block("params:query", lines(call.query())));
    }
    if (!call.authorization().isEmpty()) {
      text.append("\n")
          .append(block("headers", "Authorization: %s\n".formatted(call.authorization())));
    }
    text.append(
        switch (call.body().kind()) {
          case NOTHING -> "";
          case JSON -> "\n" + block("body:json", HttpFile.pretty(call.body().json()) + "\n");
          case PHOTO ->
              "\n" + block("body:file", "file: %s @contentType(image/jpeg)\n".formatted(PHOTO));
          case FORM ->
              "\n"
                  + block(
                      "body:multipart-form",
                      call.body().parts().stream()
                          .map(
                              part ->
                                  "%s: %s\n"
                                      .formatted(part.name(), part.file() ? PHOTO : part.value()))
                          .collect(joining()));
        });
    if (!call.taken().isEmpty()) {
      text.append("\n")
          .append(
              block(
                  "vars:post-response",
                  call.taken().entrySet().stream()
                      .map(each -> "%s: res.body.%s\n".formatted(each.getKey(), each.getValue()))
                      .collect(joining())));
    }
    return text.append("\n").append(block("assert", "res.status: lt 400\n")).toString();
  }

  private static String kind(Call.Kind kind) {
    return switch (kind) {
      case NOTHING -> "none";
      case JSON -> "json";
      case PHOTO -> "file";
      case FORM -> "multipartForm";
    };
  }

  private static String lines(Map<String, String> values) {
    return values.entrySet().stream()
        .map(each -> "%s: %s\n".formatted(each.getKey(), each.getValue()))
        .collect(joining());
  }

  private static String block(String name, String text) {
    return "%s {\n%s}\n".formatted(name, text.indent(2).replaceAll("(?m)^ +$", ""));
  }
}
