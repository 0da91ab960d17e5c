package dev.clearcut.generated;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clearcut.generated.ServiceOperation.Parameter;
import dev.clearcut.mock.hostile.HostileJson;
import dev.clearcut.mock.hostile.Request;
import dev.clearcut.testing.Photos;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;

/** Requests of one operation: good ones, and good ones with something wrong. */
final class Requests {

  private static final String BOUNDARY = "frontier";
  private static final String VARIANTS =
      """
      {"presets":["preview"],"variants":[{"name":"hero","format":"jpeg","quality":"low",\
      "maxResolution":4096,"background":"#ffffff","compression":80,"autocrop":false}]}\
      """;
  private static final String BATCH =
      VARIANTS.replaceFirst("}$", ",\"items\":[{\"ref\":\"one\"}]}");
  static final String POINTS =
      "{\"keep\":[{\"x\":48,\"y\":32}],\"leave\":[{\"x\":2,\"y\":2}],\"renew\":false}";
  static final String WEBHOOK =
      """
      {"url":"http://localhost:1/hooks","events":["webhook.off"],\
      "secret":"whsec_plJ3nmyCDGBKInavdOK15jsl2mlZOJ6vV4d0NcH9Qsw="}\
      """;

  /** What each webhook was told. */
  static final String TOLD = "generated";

  private static final String MESSAGE =
      "msg_" + DigestUtils.sha256Hex("webhook.off\n" + TOLD).substring(0, 32);
  private static final double LEFT_OUT = 0.5;
  private static final double WRONG = 0.35;
  private static final int LONGEST_TARGET = 4000;

  private final ServiceOperation operation;
  private final List<String> ids;
  private final Random random;
  private final Values values;
  private final String goodJson;
  private final List<byte[]> hostileJson;

  /**
   * @param ids of cutouts, of batches or of handoffs, that there are
   * @param body that is good for one of them; null for the usual one
   */
  Requests(ServiceOperation operation, List<String> ids, String body, Random random) {
    this.operation = operation;
    this.ids = ids;
    this.random = random;
    this.values = new Values(random);
    this.goodJson = body != null ? body : usual(operation, ids);
    this.hostileJson =
        HostileJson.all(
                goodJson,
                (what, hostile) -> new Request(what, "POST", "", "", "", hostile),
                List.of(random))
            .stream()
            .map(Request::body)
            .toList();
  }

  private static String usual(ServiceOperation operation, List<String> ids) {
    return switch (operation.id()) {
      case "createBatch" -> BATCH;
      case "createSelection" -> "{\"cutout\":\"" + ids.get(0) + "\"}";
      case "putPoints" -> POINTS;
      case "finishSelection" -> "{\"name\":\"selected\"}";
      case "createWebhook" -> WEBHOOK;
      default -> VARIANTS;
    };
  }

  /** The server of HTTP itself refuses a longer line, by a 414 that no operation documents. */
  GeneratedRequest next() {
    GeneratedRequest drawn = draw();
    while (drawn.target().length() > LONGEST_TARGET) {
      drawn = draw();
    }
    return drawn;
  }

  private GeneratedRequest draw() {
    String path = operation.path();
    List<String> query = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    for (Parameter parameter : operation.parameters()) {
      if (parameter.place().equals("path")) {
        path = path.replace("{" + parameter.name() + "}", values.encoded(inPath(parameter)));
      } else if (!values.chance(LEFT_OUT)) {
        if (parameter.place().equals("query")) {
          query.add(parameter.name() + "=" + values.encoded(value(parameter)));
        } else {
          headers.put(parameter.name(), Values.inHeader(value(parameter)));
        }
      }
    }
    if (!query.isEmpty() && values.chance(0.05)) {
      query.add(query.get(0));
    }
    if (values.chance(0.1)) {
      query.add(values.encoded(values.strange()) + "=" + values.encoded(values.strange()));
    }
    byte[] body = body();
    if (!operation.mediaType().isEmpty() && !values.chance(0.02)) {
      headers.put("Content-Type", contentType());
    }
    if (values.chance(0.05)) {
      headers.put("Accept", values.oneOf(List.of("*/*", "text/csv", "image/png", "a", "")));
    }
    String target = query.isEmpty() ? path : path + "?" + String.join("&", query);
    return new GeneratedRequest(operation.verb(), target, headers, body);
  }

  private String value(Parameter parameter) {
    return values.chance(WRONG) ? values.strange() : values.good(parameter);
  }

  /** A segment of a path is never empty: it would be another path. */
  private String inPath(Parameter parameter) {
    String value =
        switch (parameter.name()) {
          case "id" -> values.oneOf(ids);
          case "ref" -> "one";
          case "delivery" -> MESSAGE;
          default -> values.good(parameter);
        };
    String strange = values.strange();
    return values.chance(0.2) && !strange.isBlank() && !strange.equals("..") ? strange : value;
  }

  private String contentType() {
    if (values.chance(0.05)) {
      return values.oneOf(
          List.of("text/plain", "application/xml", "multipart/form-data", "*", ";"));
    }
    if (operation.mediaType().equals("*/*")) {
      return "image/png";
    }
    return operation.mediaType().startsWith("multipart/")
        ? operation.mediaType() + "; boundary=" + BOUNDARY
        : operation.mediaType();
  }

  private byte[] body() {
    if (operation.mediaType().isEmpty()) {
      return new byte[0];
    }
    if (operation.mediaType().equals("*/*")) {
      return image();
    }
    return operation.mediaType().equals("application/json")
        ? values.chance(0.75) ? values.oneOf(hostileJson) : goodJson.getBytes(UTF_8)
        : form();
  }

  private byte[] form() {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    if (!values.chance(0.05)) {
      part(form, "image\"; filename=\"" + fileName(), image());
    }
    if (values.chance(0.1)) {
      part(form, "imageUrl", text("http://localhost:1/photo.png"));
    }
    if (operation.id().equals("selectHandoff") && !values.chance(0.05)) {
      part(form, "uniqueFilename", text("a1b2c3d4"));
    } else if (values.chance(0.7)) {
      part(form, "preset", text(values.oneOf(List.of("preview", "preview,amazon", "amazon"))));
    }
    if (values.chance(0.4)) {
      String array = "[{\"name\": \"hero\", \"format\": \"webp\", \"maxResolution\": 4096}]";
      part(form, "variants", text(values.chance(0.2) ? VARIANTS : array));
    }
    if (values.chance(0.05)) {
      part(form, values.word(), text("x"));
    }
    if (!values.chance(0.02)) {
      form.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    }
    return form.toByteArray();
  }

  private byte[] text(String good) {
    return (values.chance(WRONG) ? values.strange() : good).getBytes(UTF_8);
  }

  private String fileName() {
    String name = values.chance(WRONG) ? values.strange() : "photo.png";
    return name.replaceAll("[\r\n\"]", "'");
  }

  private byte[] image() {
    byte[] photo = Photos.tiny(random);
    if (values.chance(0.85)) {
      return photo;
    }
    return values.chance(0.5)
        ? Arrays.copyOf(photo, random.nextInt(photo.length))
        : values.strange().getBytes(UTF_8);
  }

  private static void part(ByteArrayOutputStream form, String name, byte[] content) {
    form.writeBytes(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n"
            .formatted(BOUNDARY, name)
            .getBytes(UTF_8));
    form.writeBytes(content);
    form.writeBytes("\r\n".getBytes(UTF_8));
  }
}
