package dev.clearcut.download;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends a body piece by piece. The next piece is read when the connection has taken the last one,
 * so a slow client costs one piece of memory and no thread. When bytes are missing, the connection
 * is cut: Quarkus itself would end the answer as if all had gone well, or leave it open.
 */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class BodyWriter implements ServerMessageBodyWriter<Body> {

  private static final Logger LOG = Logger.getLogger(BodyWriter.class);
  private static final int PIECE = 64 * 1024;

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType mediaType) {
    return type == Body.class;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == Body.class;
  }

  /**
   * The head goes out with the first piece, before this returns; the rest follows by itself. What
   * fails before is a problem like any other.
   */
  @Override
  public void writeResponse(Body body, Type genericType, ServerRequestContext request)
      throws IOException {
    Transfer transfer = new Transfer(body.bytes(), body.length(), request.serverResponse());
    try {
      byte[] first = transfer.read();
      // The other headers come when the head is written, and this one is asked for before.
      request
          .serverResponse()
          .setResponseHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
      transfer.send(first);
    } catch (IOException | RuntimeException | Error e) {
      transfer.close();
      throw e;
    }
  }

  @Override
  public void writeTo(
      Body body,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream stream) {
    throw new UnsupportedOperationException("A stream cannot be cut");
  }

  /** One body on its way; its steps come one after the other, on whatever thread. */
  private static final class Transfer {

    /** That of the request: what is logged on the way names it. */
    private final Context context = Vertx.currentContext();

    private final InputStream bytes;
    private final ServerHttpResponse response;
    private long left;

    Transfer(InputStream bytes, long left, ServerHttpResponse response) {
      this.bytes = bytes;
      this.left = left;
      this.response = response;
    }

    /** The next piece; it may have to be waited for. */
    byte[] read() throws IOException {
      byte[] piece = new byte[(int) Math.min(PIECE, left)];
      int length = bytes.readNBytes(piece, 0, piece.length);
      if (length < piece.length) {
        throw new EOFException("%d bytes are missing".formatted(left - length));
      }
      return piece;
    }

    void send(byte[] piece) {
      left -= piece.length;
      if (left == 0) {
        close();
        response.end(piece);
      } else {
        response.write(piece).whenComplete((written, gone) -> after(gone));
      }
    }

    /**
     * @param gone null as long as the client is there
     */
    private void after(Throwable gone) {
      if (gone == null) {
        onWorker(this::goOn);
      } else {
        LOG.debugf("A client went without %d bytes: %s", left, gone.getMessage());
        onWorker(this::close);
      }
    }

    private void onWorker(Runnable task) {
      context.executeBlocking(
          () -> {
            task.run();
            return null;
          },
          false);
    }

    private void goOn() {
      try {
        send(read());
      } catch (IOException | RuntimeException | Error e) {
        LOG.errorf(e, "Cutting an answer off, with %d bytes to go", left);
        response.reset();
        close();
      }
    }

    private void close() {
      try {
        bytes.close();
      } catch (IOException | RuntimeException e) {
        LOG.debugf(e, "Cannot close what was sent");
      }
    }
  }
}
