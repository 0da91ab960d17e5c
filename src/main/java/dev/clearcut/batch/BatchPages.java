package dev.clearcut.batch;

import dev.clearcut.api.model.BatchPage;
import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemPage;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.batch.BatchFeeds.Tick;
import dev.clearcut.cutout.Preferences;
import dev.clearcut.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Batches and their items to read, page by page, or as soon as something has changed. */
@Singleton
class BatchPages {

  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final BatchRepository repository;
  private final BatchViews views;
  private final BatchFeeds feeds;
  private final InstantSource clock;

  BatchPages(BatchRepository repository, BatchViews views, BatchFeeds feeds, InstantSource clock) {
    this.repository = repository;
    this.views = views;
    this.feeds = feeds;
    this.clock = clock;
  }

  BatchEntity batch(String id) {
    return repository.get(id);
  }

  /**
   * A batch, as soon as it is no longer what the caller knows or the caller waits no longer. No
   * thread waits; all who do wait for a batch share one look at it a second.
   */
  Uni<BatchEntity> whenChanged(String id, List<String> known, Preferences preferences) {
    return whenChanged(
        repository.get(id), known, clock.instant().plus(preferences.patience(LONGEST_WAIT)));
  }

  private Uni<BatchEntity> whenChanged(BatchEntity batch, List<String> known, Instant deadline) {
    return isKnown(tag(batch), known) && clock.instant().isBefore(deadline)
        ? Uni.createFrom()
            .completionStage(() -> feeds.next(batch.id))
            .emitOn(Infrastructure.getDefaultExecutor())
            .map(look -> isAsBefore(batch, look) ? batch : repository.get(batch.id))
            .chain(next -> whenChanged(next, known, deadline))
        : Uni.createFrom().item(batch);
  }

  private static boolean isAsBefore(BatchEntity batch, Optional<Tick> look) {
    return look.filter(tick -> tick.revision() == batch.revision).isPresent();
  }

  /** Weak: rate and time of arrival change without it. */
  static String tag(BatchEntity batch) {
    return "W/\"%d\"".formatted(batch.revision);
  }

  static boolean isKnown(String tag, List<String> ifNoneMatch) {
    String value = tag.substring(2);
    return ifNoneMatch.stream()
        .flatMap(COMMA::splitAsStream)
        .map(one -> one.strip().replaceFirst("^W/", ""))
        .anyMatch(one -> one.equals("*") || one.equals(value));
  }

  BatchPage batches(String cursor, int limit, BatchStatus status) {
    Optional<BatchEntity> after =
        cursor == null || cursor.isEmpty()
            ? Optional.empty()
            : Optional.of(
                repository
                    .find(cursor, LockModeType.NONE)
                    .orElseThrow(
                        () ->
                            Problems.INVALID_REQUEST.with(
                                "cursor is not one that this service gave out. Follow the \"next\""
                                    + " link of a page, or leave cursor out to begin at the first"
                                    + " page.")));
    List<BatchEntity> found = repository.list(Optional.ofNullable(status), after, limit + 1);
    List<BatchEntity> page = found.subList(0, Math.min(limit, found.size()));
    return new BatchPage(
        page.stream().map(views::of).toList(),
        found.size() <= limit
            ? null
            : next("/batches", limit, status == null ? null : status.value())
                .queryParam("cursor", page.get(limit - 1).id)
                .build()
                .toString());
  }

  ItemPage items(String id, ItemStatus status, int after, int limit) {
    repository.get(id);
    List<ItemEntity> found = repository.items(id, Optional.ofNullable(status), after, limit + 1);
    List<ItemEntity> page = found.subList(0, Math.min(limit, found.size()));
    return new ItemPage(
        page.stream().map(BatchViews::of).toList(),
        found.size() <= limit
            ? null
            : next("/batches/" + id + "/items", limit, status == null ? null : status.value())
                .queryParam("after", page.get(limit - 1).position)
                .build()
                .toString());
  }

  private static UriBuilder next(String path, int limit, String status) {
    UriBuilder next = UriBuilder.fromPath(path).queryParam("limit", limit);
    return status == null ? next : next.queryParam("status", status);
  }
}
