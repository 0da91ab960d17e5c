package dev.clearcut.mock.exchange;

import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.clock.Resettable;
import dev.clearcut.mock.exchange.Call.Arrival;
import dev.clearcut.mock.journal.Journal;
import dev.clearcut.mock.journal.JournalEntry;
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
class Recorder implements Resettable {

  private static final int AT_MOST = 10;
  private static final int LONGEST_NAME = 200;
  private static final double NANOS_PER_MILLI = 1e6;

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
  Call watch(RoutingContext context, String path) {
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
    journal.add(entry(call, status, context));
    if (call.isConcluded()) {
      open.remove(call);
    }
  }

  private static JournalEntry entry(Call call, Integer status, RoutingContext context) {
    Arrival arrival = call.arrival();
    String length =
        status == null ? null : context.response().headers().get(HttpHeaders.CONTENT_LENGTH);
    return new JournalEntry(
        arrival.sequence(),
        arrival.at(),
        arrival.method(),
        arrival.path(),
        call.operation().orElse(null),
        call.account().orElse(null),
        status,
        call.isClientGone(),
        Math.round((System.nanoTime() - arrival.nanos()) / NANOS_PER_MILLI * 10) / 10.0,
        context.request().bytesRead(),
        length == null ? null : Long.valueOf(length),
        call.objects().stream().limit(AT_MOST).map(Recorder::cut).toList(),
        call.sha256(),
        call.parts().stream().limit(AT_MOST).toList(),
        call.faults(),
        call.credits(),
        call.violations().stream().limit(AT_MOST).toList());
  }

  private static String cut(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
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
