package dev.clearcut.mock.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.mock.exchange.Call;
import io.netty.channel.ChannelOption;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;

/** Bad lines to the client: answers that come late, in part, or never. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Lines {

  private static final int PIECES_OF_A_DRIP = 20;
  private static final int PIECE = 64 * 1024;

  private final long longestHang;
  private final ObjectMapper json;

  Lines(FaultConfig config, ObjectMapper json) {
    this.json = json;
    longestHang = config.longestHang().toMillis();
  }

  /** Never answers: resets the connection, or lets the client wait. */
  void cut(RoutingContext context, Call call, Transport transport) {
    if (transport == Transport.RESET) {
      call.conclude(null);
      reset(context);
    } else {
      hang(context, call);
      call.end();
    }
  }

  /** Lets the client wait: until it gives up, or is sent away so that no connection stays. */
  void hang(RoutingContext context, Call call) {
    call.hang();
    if (context.response().closed()) {
      return;
    }
    long timer =
        context
            .vertx()
            .setTimer(
                longestHang,
                late -> {
                  call.cut();
                  reset(context);
                });
    context.addEndHandler(end -> context.vertx().cancelTimer(timer));
  }

  /** Sends half of an answer, or all of it slowly. */
  void send(RoutingContext context, BadlySent answer) {
    content(answer.entity(), context.vertx())
        .onSuccess(content -> send(context, answer, content))
        .onFailure(lost -> cut(context, answer.call(), Transport.RESET));
  }

  private Future<AnswerBody> content(Object entity, Vertx vertx) {
    if (entity instanceof Path file) {
      return vertx
          .fileSystem()
          .open(file.toString(), new OpenOptions().setWrite(false).setCreate(false))
          .compose(open -> open.size().map(size -> new AnswerBody.File(open, size)));
    }
    try {
      return Future.succeededFuture(
          new AnswerBody.Bytes(Buffer.buffer(json.writeValueAsBytes(entity))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write an answer", e);
    }
  }

  private static void send(RoutingContext context, BadlySent answer, AnswerBody content) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      content.close();
      answer.call().conclude(null);
      return;
    }
    long length = content.length();
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("Content-Length", String.valueOf(length));
    boolean drip = answer.fault().transport() == Transport.DRIP;
    Pump pump =
        drip
            ? new Pump(
                context,
                content,
                length,
                (int) Math.min(PIECE, (length + PIECES_OF_A_DRIP - 1) / PIECES_OF_A_DRIP),
                answer.fault().delay())
            : new Pump(context, content, length / 2, PIECE, null);
    pump.run(drip ? response::end : () -> hangUp(context));
  }

  /** Ends the connection in the middle of an answer. */
  private static void hangUp(RoutingContext context) {
    context.request().connection().close();
  }

  /** Ends the connection so hard that the client sees a reset. */
  private static void reset(RoutingContext context) {
    if (context.response().closed()) {
      return;
    }
    if (context.request().connection() instanceof ConnectionBase connection) {
      connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
    }
    hangUp(context);
  }
}
