package dev.clearcut.mock.journal;

import dev.clearcut.mock.call.Call;
import dev.clearcut.mock.call.Call.Arrival;
import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.journal.JournalEntry.Sizes;
import dev.clearcut.mock.wire.Resettable;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Writes calls into the journal: when their answers are about to leave, so that whoever has read an
 * answer finds its call in the journal; and when their work is over, if their clients have gone.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Recorder implements Resettable {

  private final Set<Call> open = ConcurrentHashMap.newKeySet();
  private final Journal journal;
  private final EmulatorClock clock;

  Recorder(Journal journal, EmulatorClock clock) {
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * Begins to watch a request.
   *
   * @param path of it, without secrets
   */
  public Call watch(RoutingContext context, String path) {
    HttpServerResponse response = context.response();
    Call call =
        new Call(
            new Arrival(
                journal.nextSequence(),
                clock.instant(),
                System.nanoTime(),
                context.request().method().name(),
                path),
            (known, status) -> record(known, status, context));
    open.add(call);
    // What is written to a connection that is gone is no answer.
    context.addHeadersEndHandler(
        head -> call.conclude(response.closed() ? null : response.getStatusCode()));
    context.addEndHandler(
        end -> {
          // A form that cannot be read ends here too, but is answered all the same.
          if (response.closed()) {
            call.closed();
          }
        });
    return call;
  }

  private void record(Call call, Integer status, RoutingContext context) {
    journal.add(JournalEntry.of(call, status, sizes(context, status)));
    if (call.isConcluded()) {
      open.remove(call);
    }
  }

  private static Sizes sizes(RoutingContext context, Integer status) {
    String length =
        status == null ? null : context.response().headers().get(HttpHeaders.CONTENT_LENGTH);
    return new Sizes(context.request().bytesRead(), length == null ? null : Long.valueOf(length));
  }

  /** Forgets the calls that are under way: what is held yet will not be done. */
  @Override
  public void reset() {
    forget(call -> true);
  }

  @Override
  public void reset(String account) {
    forget(call -> call.account().filter(account::equals).isPresent());
  }

  private void forget(Predicate<Call> which) {
    for (Call call : open) {
      if (which.test(call)) {
        call.forget();
        open.remove(call);
      }
    }
  }
}
