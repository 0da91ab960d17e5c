package dev.clearcut.mock.fault;

import dev.clearcut.mock.call.Call;
import io.netty.channel.ChannelOption;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Bad lines to the client: answers that come late, in part, or never. */
@ApplicationScoped
@UnlessBuildProfile("prod")
class Lines {

  private static final int PIECES_OF_A_DRIP = 20;
  private static final int PIECE = 64 * 1024;

  private final long longestHang;

  Lines(FaultConfig config) {
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
  void send(RoutingContext context, Call call, Fault fault, Answer answer) {
    HttpServerResponse response = context.response();
    if (response.closed()) {
      answer.content().close();
      call.conclude(null);
      return;
    }
    long length = answer.content().length();
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    response.putHeader("Content-Length", String.valueOf(length));
    boolean drip = fault.transport() == Transport.DRIP;
    Pump pump =
        drip
            ? new Pump(
                context,
                answer.content(),
                length,
                (int) Math.min(PIECE, (length + PIECES_OF_A_DRIP - 1) / PIECES_OF_A_DRIP),
                fault.delay())
            : new Pump(context, answer.content(), length / 2, PIECE, null);
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
