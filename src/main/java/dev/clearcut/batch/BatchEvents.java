package dev.clearcut.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clearcut.api.model.Batch;
import dev.clearcut.batch.BatchFeeds.Tick;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events of batches. The id of an event is the revision of the batch up to which its receiver
 * knows every change; whoever comes back with it misses nothing. Several changes of one item
 * between two looks are told as one: its state.
 */
@Singleton
class BatchEvents {

  private static final int PAGE = 500;
  private static final Duration PING = Duration.ofSeconds(15);

  private final BatchRepository repository;
  private final BatchViews views;
  private final BatchFeeds feeds;
  private final Sse sse;
  private final ObjectMapper json;
  private final InstantSource clock;

  BatchEvents(
      BatchRepository repository,
      BatchViews views,
      BatchFeeds feeds,
      Sse sse,
      ObjectMapper json,
      InstantSource clock) {
    this.repository = repository;
    this.views = views;
    this.feeds = feeds;
    this.sse = sse;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The events of a batch until its end.
   *
   * @param after the id of the last event that the receiver has; empty from the beginning
   */
  Multi<OutboundSseEvent> of(BatchEntity batch, String after) {
    Stream stream = new Stream(batch.id);
    if (!after.isEmpty() && !stream.startAfter(after, batch.revision)) {
      stream.stale = true;
      stream.known = batch.revision;
    }
    return Multi.createBy()
        .repeating()
        .uni(stream::next)
        .whilst(events -> !stream.ended)
        .onItem()
        .transformToIterable(events -> events);
  }

  /** What one receiver knows. It is asked for more only when it has taken what it was given. */
  private final class Stream {

    private final String batchId;
    private long known;
    private boolean stale;
    private boolean behind = true;
    private boolean ended;
    private Instant last = clock.instant();

    Stream(String batchId) {
      this.batchId = batchId;
    }

    boolean startAfter(String id, long revision) {
      if (!id.matches("\\d{1,18}") || Long.parseLong(id) > revision) {
        return false;
      }
      known = Long.parseLong(id);
      return true;
    }

    Uni<List<OutboundSseEvent>> next() {
      if (behind) {
        return Uni.createFrom()
            .item(this::catchUp)
            .runSubscriptionOn(Infrastructure.getDefaultExecutor());
      }
      return Uni.createFrom().completionStage(() -> feeds.next(batchId)).map(this::told);
    }

    /** What the receiver does not know yet, page by page. */
    private List<OutboundSseEvent> catchUp() {
      List<OutboundSseEvent> events = new ArrayList<>();
      Optional<BatchEntity> batch = repository.find(batchId, LockModeType.NONE);
      if (batch.isEmpty()) {
        return gone(events);
      }
      if (stale) {
        stale = false;
        events.add(event("stale", "{}"));
      }
      List<ItemEntity> changes = repository.changes(batchId, known, PAGE);
      items(changes, events);
      if (changes.size() < PAGE) {
        behind = false;
        known = Math.max(known, batch.get().revision);
        progress(views.of(batch.get()), events);
      }
      last = clock.instant();
      return events;
    }

    /** What a look that was made for all receivers has shown. */
    private List<OutboundSseEvent> told(Optional<Tick> look) {
      List<OutboundSseEvent> events = new ArrayList<>();
      if (look.isPresent() && look.get().revision() > known) {
        Tick tick = look.get();
        if (tick.since() > known) {
          behind = true;
          return events;
        }
        items(tick.changes().stream().filter(it -> it.revision > known).toList(), events);
        known = tick.revision();
        progress(tick.view(), events);
      } else if (!clock.instant().isBefore(last.plus(PING))) {
        events.add(event("ping", "{}"));
        // Whether it is still there is seen here, too.
        behind = look.isEmpty();
      }
      last = events.isEmpty() ? last : clock.instant();
      return events;
    }

    private List<OutboundSseEvent> gone(List<OutboundSseEvent> events) {
      ended = true;
      events.add(event("end", "{}"));
      return events;
    }

    private void items(List<ItemEntity> changes, List<OutboundSseEvent> events) {
      for (ItemEntity item : changes) {
        known = item.revision;
        events.add(event("item", write(BatchViews.of(item))));
      }
    }

    private void progress(Batch batch, List<OutboundSseEvent> events) {
      events.add(event("progress", write(batch)));
      boolean open = batch.counts().waiting() + batch.counts().working() > 0;
      if (batch.endedAt() != null && !open) {
        ended = true;
        events.add(event("end", write(batch)));
      }
    }

    private OutboundSseEvent event(String name, String data) {
      return sse.newEventBuilder().name(name).id(String.valueOf(known)).data(data).build();
    }
  }

  private String write(Object view) {
    try {
      return json.writeValueAsString(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
