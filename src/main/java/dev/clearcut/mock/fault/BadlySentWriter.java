package dev.clearcut.mock.fault;

import dev.clearcut.mock.exchange.CurrentCall;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
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

  BadlySentWriter(CurrentCall current, Lines lines) {
    this.current = current;
    this.lines = lines;
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
  public void writeResponse(BadlySent bad, Type genericType, ServerRequestContext request) {
    RoutingContext context = current.context();
    Transport transport = bad.fault().transport();
    // The head is written when this request is long over, and is complete as it is.
    request.serverResponse().setPreCommitListener(null);
    if (transport.answers()) {
      lines.send(context, bad);
    } else {
      context.vertx().runOnContext(now -> lines.cut(context, bad.call(), transport));
    }
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
