package dev.clearcut.webhook;

import dev.clearcut.MetricsDue;
import dev.clearcut.webhook.WebhookRepository.Stock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/** Shows what waits for receivers, for all replicas, and how this one fares with them. */
@ApplicationScoped
@Startup
class WebhookMetrics {

  private static final Logger LOG = Logger.getLogger(WebhookMetrics.class);
  private static final double MILLIS = 1000;

  private final WebhookRepository repository;
  private final Counter taken;
  private final Counter failed;
  private final Counter givenUp;
  private volatile Stock stock;

  WebhookMetrics(WebhookRepository repository, MeterRegistry meters, InstantSource clock) {
    this.repository = repository;
    this.taken = attempts(meters, "taken");
    this.failed = attempts(meters, "failed");
    this.givenUp =
        Counter.builder("clearcut.webhooks.given.up")
            .description("Messages that were given up after their last attempt")
            .register(meters);
    Gauge.builder("clearcut.webhooks.waiting", () -> of(Stock::waiting))
        .description("Messages that wait for active webhooks")
        .register(meters);
    Gauge.builder(
            "clearcut.webhooks.waiting.age.seconds",
            () ->
                of(
                    now ->
                        now.oldest() == null
                            ? 0
                            : Duration.between(now.oldest(), clock.instant()).toMillis() / MILLIS))
        .description("For how long the first of them has waited")
        .register(meters);
    webhooks(meters, "failing", Stock::failing);
    webhooks(meters, "off", Stock::off);
  }

  private static Counter attempts(MeterRegistry meters, String outcome) {
    return Counter.builder("clearcut.webhooks.attempts")
        .tag("outcome", outcome)
        .description("Messages that were sent, each time")
        .register(meters);
  }

  private void webhooks(MeterRegistry meters, String state, ToDoubleFunction<Stock> count) {
    Gauge.builder("clearcut.webhooks", () -> of(count))
        .tag("state", state)
        .description("Webhooks that do not work")
        .register(meters);
  }

  private double of(ToDoubleFunction<Stock> figure) {
    return stock == null ? Double.NaN : figure.applyAsDouble(stock);
  }

  void sent(boolean isTaken) {
    (isTaken ? taken : failed).increment();
  }

  void givenUp() {
    givenUp.increment();
  }

  void measure(@Observes MetricsDue due) {
    try {
      stock = repository.stock();
    } catch (RuntimeException e) {
      LOG.debug("What waits for receivers cannot be counted", e);
      stock = null;
    }
  }
}
