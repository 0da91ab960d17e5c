package dev.clearcut.strict;

import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/**
 * Reads on what is left of a request that was answered before its end, so that the next request of
 * the connection is seen. When nothing more comes, or more than anybody may send, the connection is
 * closed.
 */
public final class EarlyAnswers implements Handler<RoutingContext> {

  private static final long SECOND = 1000;

  /** Where both sides are in one application, one of them is enough. */
  private static final String SEEN = EarlyAnswers.class.getName();

  private final long longest;

  /**
   * @param longest most bytes that are read on
   */
  public EarlyAnswers(long longest) {
    this.longest = longest;
  }

  @Override
  public void handle(RoutingContext call) {
    if (RequestHead.hasBody(call.request()) && call.get(SEEN) == null) {
      call.put(SEEN, true);
      Context loop = Vertx.currentContext();
      call.addEndHandler(answered -> loop.runOnContext(now -> new Rest(call.request()).skip(call)));
    }
    call.next();
  }

  private final class Rest {

    private final HttpServerRequest request;
    private long before;
    private long skipped;

    Rest(HttpServerRequest request) {
      this.request = request;
    }

    void skip(RoutingContext call) {
      if (request.isEnded()) {
        return;
      }
      before = request.bytesRead();
      request.handler(
          bytes -> {
            skipped += bytes.length();
            if (skipped > longest) {
              close();
            }
          });
      request.resume();
      call.vertx()
          .setPeriodic(
              SECOND,
              timer -> {
                if (request.isEnded()) {
                  call.vertx().cancelTimer(timer);
                } else if (request.bytesRead() == before) {
                  call.vertx().cancelTimer(timer);
                  close();
                }
                before = request.bytesRead();
              });
    }

    private void close() {
      if (request.version() == HttpVersion.HTTP_2) {
        request.response().reset();
      } else {
        request.connection().close();
      }
    }
  }
}
