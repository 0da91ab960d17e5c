package dev.clearcut.mock.exchange;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.clearcut.mock.contract.Body;
import dev.clearcut.mock.contract.Incoming;
import dev.clearcut.mock.contract.Operation;
import dev.clearcut.mock.contract.Operations.Match;
import dev.clearcut.mock.contract.Part;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts a request, once it was read to its end, in the contract's terms. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class RequestReader {

  private static final String JSON = "application/json";
  private static final String FORM = "multipart/form-data";

  private final ObjectReader json;

  RequestReader(ObjectMapper mapper) {
    json =
        mapper
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  }

  Incoming read(RoutingContext context) {
    HttpServerRequest request = context.request();
    Match match = Arrivals.match(context);
    Optional<String> contentType = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE));
    return new Incoming(
        match.operation(),
        Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION)),
        contentType,
        match.path(),
        grouped(context.queryParams()),
        body(context, mediaType(contentType, match.operation())));
  }

  /** The declared media type, or the one that is expected where none is declared. */
  private static String mediaType(Optional<String> contentType, Operation operation) {
    return contentType
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .or(() -> operation.body().map(Operation.ExpectedBody::mediaType))
        .orElse("");
  }

  private Body body(RoutingContext context, String mediaType) {
    if (mediaType.equals(FORM)) {
      return new Body.Form(parts(context));
    }
    Buffer content = context.body().buffer();
    if (content == null || content.length() == 0) {
      return new Body.None();
    }
    return mediaType.equals(JSON) ? parse(content) : new Body.Other();
  }

  private Body parse(Buffer content) {
    try {
      JsonNode value = json.readTree(content.getBytes());
      return value.isMissingNode() ? new Body.Malformed() : new Body.Json(value);
    } catch (IOException malformed) {
      return new Body.Malformed();
    }
  }

  private static List<Part> parts(RoutingContext context) {
    List<Part> parts = new ArrayList<>();
    for (Map.Entry<String, String> text : context.request().formAttributes()) {
      int size = text.getValue().getBytes(StandardCharsets.UTF_8).length;
      parts.add(new Part(text.getKey(), text.getValue(), null, null, size));
    }
    for (FileUpload file : context.fileUploads()) {
      Path content = Path.of(file.uploadedFileName());
      parts.add(new Part(file.name(), null, content, file.contentType(), file.size()));
    }
    return parts;
  }

  private static Map<String, List<String>> grouped(MultiMap values) {
    Map<String, List<String>> grouped = new TreeMap<>();
    values.names().forEach(name -> grouped.put(name, values.getAll(name)));
    return grouped;
  }
}
