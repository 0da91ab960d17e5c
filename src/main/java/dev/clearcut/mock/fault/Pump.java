package dev.clearcut.mock.fault;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/** Writes the first bytes of a body, one piece after the other, evenly spread over some time. */
final class Pump {

  private final RoutingContext context;
  private final AnswerBody content;
  private final long end;
  private final int piece;
  private final long pause;

  /**
   * A pump at rest.
   *
   * @param end how many bytes to write
   * @param piece how many at a time
   * @param duration of it all; null for as fast as it goes
   */
  Pump(RoutingContext context, AnswerBody content, long end, int piece, Duration duration) {
    this.context = context;
    this.content = content;
    this.end = end;
    this.piece = piece;
    long pieces = end == 0 ? 1 : (end + piece - 1) / piece;
    this.pause = duration == null ? 0 : duration.toMillis() / pieces;
  }

  /** Begins; {@code done} is run when all is written, and not at all when that fails. */
  void run(Runnable done) {
    HttpServerResponse response = context.response();
    if (end == 0) {
      response
          .write("")
          .onComplete(
              head -> {
                content.close();
                done.run();
              });
      return;
    }
    step(0, done);
  }

  private void step(long position, Runnable done) {
    HttpServerResponse response = context.response();
    if (position >= end || response.closed()) {
      content.close();
      if (!response.closed()) {
        done.run();
      }
      return;
    }
    content
        .read(position, (int) Math.min(piece, end - position))
        .compose(bytes -> response.write(bytes).map(bytes.length()))
        .onSuccess(written -> later(() -> step(position + written, done)))
        .onFailure(
            lost -> {
              content.close();
              context.request().connection().close();
            });
  }

  private void later(Runnable task) {
    if (pause == 0) {
      context.vertx().runOnContext(now -> task.run());
    } else {
      context.vertx().setTimer(pause, timer -> task.run());
    }
  }
}
