package dev.clearcut.mock.journal;

import dev.clearcut.mock.call.Call;
import dev.clearcut.mock.call.Call.Arrival;
import dev.clearcut.mock.clock.EmulatorClock;
import dev.clearcut.mock.journal.JournalEntry.Sizes;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Writes calls into the journal: when their answers are about to leave, so that whoever has read an
 * answer finds its call in the journal.
 */
@ApplicationScoped
@UnlessBuildProfile("prod")
public class Recorder {

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
    Call call =
        new Call(
            new Arrival(
                journal.nextSequence(),
                clock.instant(),
                System.nanoTime(),
                context.request().method().name(),
                path),
            (over, status) -> journal.add(JournalEntry.of(over, status, sizes(context))));
    context.addHeadersEndHandler(head -> call.conclude(context.response().getStatusCode()));
    context.addEndHandler(
        end -> {
          // A form that cannot be read ends here too, but is answered all the same.
          if (context.response().closed()) {
            call.conclude(null);
          }
        });
    return call;
  }

  private static Sizes sizes(RoutingContext context) {
    String length = context.response().headers().get(HttpHeaders.CONTENT_LENGTH);
    return new Sizes(context.request().bytesRead(), length == null ? null : Long.valueOf(length));
  }
}
