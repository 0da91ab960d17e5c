package dev.clearcut.webhook;

import dev.clearcut.Every;
import dev.clearcut.api.model.DeliveryStatus;
import dev.clearcut.api.model.EventType;
import dev.clearcut.api.model.WebhookStatus;
import dev.clearcut.problem.Problems;
import dev.clearcut.work.RecurringTask;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The rows of webhooks and of what is sent to them, which go some day. */
@ApplicationScoped
class WebhookRepository implements RecurringTask {

  private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern MESSAGE = Pattern.compile("msg_[0-9a-f]{32}");
  private static final Duration LEAST_KEEP = Duration.ofDays(7);
  private static final String IN_ORDER = " order by createdAt, id";

  private final EntityManager entities;
  private final WebhooksConfig config;
  private final InstantSource clock;

  /**
   * @throws IllegalStateException naming the configuration key that is wrong
   */
  WebhookRepository(EntityManager entities, WebhooksConfig config, InstantSource clock) {
    if (config.keep().compareTo(LEAST_KEEP) < 0) {
      throw new IllegalStateException(
          "clearcut.webhooks.keep is %s, and must be at least %s"
              .formatted(config.keep(), LEAST_KEEP));
    }
    this.entities = entities;
    this.config = config;
    this.clock = clock;
  }

  /** Those who are to be told of one of the events, in the order of their ids. */
  @Transactional
  List<String> subscribed(EventType... events) {
    String any =
        Arrays.stream(events)
            .map(event -> "events like '%% %s %%'".formatted(event.value()))
            .reduce((one, other) -> one + " or " + other)
            .orElseThrow();
    return entities
        .createQuery(
            "select id from WebhookEntity where status = :active and (" + any + ") order by id",
            String.class)
        .setParameter("active", WebhookStatus.ACTIVE)
        .getResultList();
  }

  /** All of them, oldest first. */
  @Transactional
  List<WebhookEntity> list() {
    return entities
        .createQuery("from WebhookEntity" + IN_ORDER, WebhookEntity.class)
        .getResultList();
  }

  @Transactional
  void add(WebhookEntity webhook) {
    entities.persist(webhook);
  }

  /**
   * One webhook, locked until the transaction of the caller ends if that is asked for.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when there is none
   */
  @Transactional
  WebhookEntity get(String id, LockModeType lock) {
    return find(id, lock)
        .orElseThrow(
            () ->
                Problems.NO_SUCH_RESOURCE.with(
                    "There is no webhook with this id. GET /webhooks lists them; POST /webhooks"
                        + " makes one."));
  }

  @Transactional
  Optional<WebhookEntity> find(String id, LockModeType lock) {
    return ID.matcher(id).matches()
        ? Optional.ofNullable(entities.find(WebhookEntity.class, id, lock))
        : Optional.empty();
  }

  /** Forgets a webhook and all that was sent to it. */
  @Transactional
  void remove(WebhookEntity webhook) {
    entities
        .createQuery("delete DeliveryEntity where webhookId = :id")
        .setParameter("id", webhook.id)
        .executeUpdate();
    entities.remove(webhook);
  }

  /** Writes a message down; empty when it was written down before. */
  @Transactional
  Optional<DeliveryEntity> add(String webhookId, String message, String event, String body) {
    String id = webhookId + "/" + message;
    int added =
        entities
            .createQuery(
                """
                insert into DeliveryEntity (id, webhookId, message, event, body, createdAt, status,
                  attempts, step, overtaken, nextAt)
                values (:id, :webhook, :message, :event, :body, :now, :status, 0, 0, false, :now)
                on conflict do nothing
                """)
            .setParameter("id", id)
            .setParameter("webhook", webhookId)
            .setParameter("message", message)
            .setParameter("event", event)
            .setParameter("body", body)
            .setParameter("now", clock.instant())
            .setParameter("status", DeliveryStatus.WAITING)
            .executeUpdate();
    return added == 1 ? delivery(id) : Optional.empty();
  }

  @Transactional
  Optional<DeliveryEntity> delivery(String id) {
    return Optional.ofNullable(entities.find(DeliveryEntity.class, id));
  }

  /**
   * What was sent to a webhook under the id that its receiver knows.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 404 when nothing was
   */
  @Transactional
  DeliveryEntity delivery(String webhookId, String message) {
    return sent(webhookId, message)
        .orElseThrow(
            () ->
                Problems.NO_SUCH_RESOURCE.with(
                    "Nothing was sent to the webhook under this id. GET /webhooks/%s/deliveries lists what was."
                        .formatted(webhookId)));
  }

  /**
   * Where a page ended.
   *
   * @throws io.quarkiverse.resteasy.problem.HttpProblem 400 when the caller has made it up
   */
  @Transactional
  DeliveryEntity after(String webhookId, String cursor) {
    return sent(webhookId, cursor)
        .orElseThrow(
            () ->
                Problems.INVALID_REQUEST.with(
                    "cursor is not one that this service gave out. Follow the \"next\" link of a"
                        + " page, or leave cursor out to begin at the first page."));
  }

  private Optional<DeliveryEntity> sent(String webhookId, String message) {
    return Optional.of(message)
        .filter(text -> MESSAGE.matcher(text).matches())
        .flatMap(valid -> delivery(webhookId + "/" + valid));
  }

  /** The newest deliveries, at most so many, from where a page ended. */
  @Transactional
  List<DeliveryEntity> deliveries(
      String webhookId, Optional<DeliveryStatus> status, Optional<DeliveryEntity> after, int most) {
    TypedQuery<DeliveryEntity> query =
        entities
            .createQuery(
                "from DeliveryEntity where webhookId = :webhook"
                    + (status.isPresent() ? " and status = :status" : "")
                    + (after.isPresent()
                        ? " and (createdAt < :at or createdAt = :at and id < :id)"
                        : "")
                    + " order by createdAt desc, id desc",
                DeliveryEntity.class)
            .setParameter("webhook", webhookId)
            .setMaxResults(most);
    status.ifPresent(value -> query.setParameter("status", value));
    after.ifPresent(last -> query.setParameter("at", last.createdAt).setParameter("id", last.id));
    return query.getResultList();
  }

  /** The first message that waits and that is due. */
  @Transactional
  Optional<DeliveryEntity> firstDue(String webhookId) {
    return waiting(webhookId, "nextAt <= :now", "now", clock.instant());
  }

  /** The first message that waits and that no later one has overtaken. */
  @Transactional
  Optional<DeliveryEntity> first(String webhookId) {
    return waiting(webhookId, "overtaken = :no", "no", false);
  }

  private Optional<DeliveryEntity> waiting(
      String webhookId, String condition, String name, Object value) {
    return entities
        .createQuery(
            "from DeliveryEntity where webhookId = :webhook and status = :waiting and "
                + condition
                + IN_ORDER,
            DeliveryEntity.class)
        .setParameter("webhook", webhookId)
        .setParameter("waiting", DeliveryStatus.WAITING)
        .setParameter(name, value)
        .setMaxResults(1)
        .getResultStream()
        .findFirst();
  }

  /** When something is due; empty when nothing waits. */
  @Transactional
  Optional<Instant> nextDue(String webhookId) {
    return Optional.ofNullable(
        entities
            .createQuery(
                "select min(nextAt) from DeliveryEntity"
                    + " where webhookId = :webhook and status = :waiting",
                Instant.class)
            .setParameter("webhook", webhookId)
            .setParameter("waiting", DeliveryStatus.WAITING)
            .getSingleResult());
  }

  /** The receiver is back: what waits in order of time is due now. */
  @Transactional
  void allDue(String webhookId) {
    entities
        .createQuery(
            "update DeliveryEntity set nextAt = :now"
                + " where webhookId = :webhook and status = :waiting and overtaken = false")
        .setParameter("now", clock.instant())
        .setParameter("webhook", webhookId)
        .setParameter("waiting", DeliveryStatus.WAITING)
        .executeUpdate();
  }

  /**
   * How all webhooks are.
   *
   * @param failing that are active, and whose last message was not taken
   * @param oldest since when the message waits that has waited longest; null when none does
   */
  record Stock(long waiting, Instant oldest, long failing, long off) {}

  /** How all webhooks are, for the metrics. */
  @Transactional
  Stock stock() {
    Object[] messages =
        entities
            .createQuery(
                """
                select count(d), min(d.createdAt) from DeliveryEntity d
                  join WebhookEntity w on w.id = d.webhookId
                where d.status = :waiting and w.status = :active
                """,
                Object[].class)
            .setParameter("waiting", DeliveryStatus.WAITING)
            .setParameter("active", WebhookStatus.ACTIVE)
            .getSingleResult();
    Object[] webhooks =
        entities
            .createQuery(
                """
                select count(case when status = :active and failingSince is not null then 1 end),
                  count(case when status = :off then 1 end)
                from WebhookEntity
                """,
                Object[].class)
            .setParameter("active", WebhookStatus.ACTIVE)
            .setParameter("off", WebhookStatus.OFF)
            .getSingleResult();
    return new Stock(
        (Long) messages[0], (Instant) messages[1], (Long) webhooks[0], (Long) webhooks[1]);
  }

  @Override
  public String name() {
    return "webhook-sweep";
  }

  @Override
  public Optional<Duration> every() {
    return Every.of(config.sweepEvery());
  }

  /** Forgets the messages that are kept no longer. */
  @Override
  @Transactional
  public void run() {
    entities
        .createQuery("delete DeliveryEntity where createdAt < :before")
        .setParameter("before", clock.instant().minus(config.keep()))
        .executeUpdate();
  }
}
