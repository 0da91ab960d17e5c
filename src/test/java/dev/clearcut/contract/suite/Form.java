package dev.clearcut.contract.suite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.http.HttpEntity;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.mime.HttpMultipartMode;
import org.apache.http.entity.mime.MultipartEntityBuilder;

/** A form of several parts: as it is sent, and as JSON, which a schema can judge. */
final class Form {

  private static final String BOUNDARY = "contract-suite-boundary";
  private static final ContentType TEXT = ContentType.create("text/plain", StandardCharsets.UTF_8);

  private final MultipartEntityBuilder parts =
      MultipartEntityBuilder.create().setBoundary(BOUNDARY).setMode(HttpMultipartMode.STRICT);
  private final ObjectNode json = new ObjectMapper().createObjectNode();

  void text(String name, String value) {
    parts.addTextBody(name, value, TEXT);
    json.put(name, value);
    if (value.matches("-?\\d+(\\.\\d+)?")) {
      json.put(name, Double.valueOf(value));
    }
  }

  void file(String name, byte[] content) {
    parts.addBinaryBody(name, content, ContentType.create("image/jpeg"), "photo.jpg");
    if (name.equals("files")) {
      json.withArray("/files").add("bytes");
    } else {
      json.put(name, "bytes");
    }
  }

  boolean isEmpty() {
    return json.isEmpty();
  }

  JsonNode asJson() {
    return json;
  }

  String mediaType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  byte[] bytes() {
    HttpEntity entity = parts.build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      entity.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
