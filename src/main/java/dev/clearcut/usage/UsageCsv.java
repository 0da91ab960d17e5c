package dev.clearcut.usage;

import dev.clearcut.api.model.Usage;
import dev.clearcut.api.model.UsageLine;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The lines of a usage report as CSV (RFC 4180). No field can hold a comma, a quote or a formula:
 * they are days, numbers and words of ours.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@Produces(UsageCsv.MEDIA_TYPE)
public class UsageCsv implements MessageBodyWriter<Usage> {

  static final String MEDIA_TYPE = "text/csv";

  private static final String HEADER = "day,operation,outcome,calls,spent,saved,avoided,uncertain";

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == Usage.class;
  }

  @Override
  public void writeTo(
      Usage usage,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    headers.putSingle(
        HttpHeaders.CONTENT_DISPOSITION,
        "attachment; filename=\"usage-%s-%s.csv\"".formatted(usage.from(), usage.to()));
    out.write(
        Stream.concat(Stream.of(HEADER), usage.lines().stream().map(UsageCsv::row))
            .collect(Collectors.joining("\r\n", "", "\r\n"))
            .getBytes(StandardCharsets.UTF_8));
  }

  private static String row(UsageLine line) {
    return String.join(
        ",",
        line.day().toString(),
        line.operation(),
        line.outcome().value(),
        String.valueOf(line.calls()),
        plain(line.spent()),
        plain(line.saved()),
        plain(line.avoided()),
        plain(line.uncertain()));
  }

  private static String plain(BigDecimal credits) {
    return credits.toPlainString();
  }
}
