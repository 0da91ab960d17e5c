package dev.clearcut.mock.fault;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.mock.call.CurrentCall;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.file.Path;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Hands an answer over to a bad line. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
@UnlessBuildProfile("prod")
public class BadlySentWriter implements ServerMessageBodyWriter<BadlySent> {

  private final CurrentCall current;
  private final Lines lines;
  private final ObjectMapper json;

  BadlySentWriter(CurrentCall current, Lines lines, ObjectMapper json) {
    this.current = current;
    this.lines = lines;
    this.json = json;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return type == BadlySent.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == BadlySent.class;
  }

  @Override
  public void writeResponse(BadlySent bad, Type genericType, ServerRequestContext request)
      throws IOException {
    RoutingContext context = current.context();
    Fault fault = bad.fault();
    // The head is written when this request is long over, and is complete as it is.
    request.serverResponse().setPreCommitListener(null);
    if (!fault.transport().answers()) {
      context.vertx().runOnContext(now -> lines.cut(context, bad.call(), fault.transport()));
      return;
    }
    content(bad.entity(), context.vertx())
        .map(content -> new Answer(bad.status(), bad.headers(), content))
        .onSuccess(answer -> lines.send(context, bad.call(), fault, answer))
        .onFailure(lost -> lines.cut(context, bad.call(), Transport.RESET));
  }

  private Future<Content> content(Object entity, Vertx vertx) throws IOException {
    if (entity instanceof Path file) {
      return vertx
          .fileSystem()
          .open(file.toString(), new OpenOptions().setWrite(false).setCreate(false))
          .compose(open -> open.size().map(size -> new Content.File(open, size)));
    }
    return Future.succeededFuture(new Content.Bytes(Buffer.buffer(json.writeValueAsBytes(entity))));
  }

  @Override
  public void writeTo(
      BadlySent bad,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream stream) {
    throw new UnsupportedOperationException("A bad line is no stream");
  }
}
