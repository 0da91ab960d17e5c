package dev.clearcut.batch;

import dev.clearcut.api.model.Batch;
import dev.clearcut.api.model.BatchData;
import dev.clearcut.api.model.EventType;
import dev.clearcut.webhook.Webhooks;
import jakarta.inject.Singleton;

/** Tells of batches, in the transaction of the change; a batch has a revision for each. */
@Singleton
class BatchNews {

  private final Webhooks webhooks;
  private final BatchViews views;

  BatchNews(Webhooks webhooks, BatchViews views) {
    this.webhooks = webhooks;
    this.views = views;
  }

  /** No item is left to be made. */
  void finished(BatchEntity batch) {
    tell(EventType.BATCH_FINISHED, batch);
  }

  /** It begins nothing new. */
  void paused(BatchEntity batch) {
    tell(EventType.BATCH_PAUSED, batch);
  }

  private void tell(EventType event, BatchEntity batch) {
    webhooks.tell(event, batch.id + "/" + batch.revision, () -> data(batch));
  }

  private BatchData data(BatchEntity batch) {
    Batch seen = views.of(batch);
    return new BatchData(
        seen.id(),
        "/batches/" + seen.id(),
        seen.name(),
        seen.status(),
        seen.reason(),
        seen.resumesAt(),
        seen.counts(),
        seen.credits());
  }
}
