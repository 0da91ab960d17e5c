package dev.clearcut.batch;

import dev.clearcut.Sleeper;
import dev.clearcut.api.model.BatchPage;
import dev.clearcut.api.model.BatchStatus;
import dev.clearcut.api.model.ItemPage;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.cutout.Preferences;
import dev.clearcut.problem.Problems;
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
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  private final BatchRepository repository;
  private final BatchViews views;
  private final InstantSource clock;
  private final Sleeper sleeper;

  BatchPages(BatchRepository repository, BatchViews views, InstantSource clock, Sleeper sleeper) {
    this.repository = repository;
    this.views = views;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  BatchEntity batch(String id) {
    return repository.get(id);
  }

  /** A batch, as soon as it is no longer what the caller knows or the caller waits no longer. */
  BatchEntity whenChanged(String id, List<String> known, Preferences preferences) {
    Instant deadline = clock.instant().plus(preferences.patience(LONGEST_WAIT));
    BatchEntity batch = repository.get(id);
    while (isKnown(tag(batch), known) && clock.instant().isBefore(deadline)) {
      sleeper.sleep(LOOK_AGAIN);
      batch = repository.get(id);
    }
    return batch;
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
