package dev.clearcut.usage;

import dev.clearcut.MetricsDue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.math.BigDecimal;
import org.jboss.logging.Logger;

/** Shows the day's budget, and what of it is spent or set aside. */
@ApplicationScoped
@Startup
class BudgetMetrics {

  private static final Logger LOG = Logger.getLogger(BudgetMetrics.class);

  private final Credits credits;
  private volatile double committed = Double.NaN;
  private volatile double limit = Double.NaN;

  BudgetMetrics(Credits credits, MeterRegistry meters) {
    this.credits = credits;
    Gauge.builder("clearcut.budget.committed", () -> committed)
        .description("Credits spent or set aside today by all replicas")
        .register(meters);
    Gauge.builder("clearcut.budget.limit", () -> limit)
        .description("The daily budget in credits; NaN when there is none")
        .register(meters);
  }

  void measure(@Observes MetricsDue due) {
    try {
      Allowance today = credits.allowance(BigDecimal.ZERO);
      committed = today.committed().doubleValue();
      limit = today.dailyBudget().map(BigDecimal::doubleValue).orElse(Double.NaN);
    } catch (RuntimeException e) {
      LOG.debug("The day's credits cannot be read", e);
      committed = Double.NaN;
    }
  }
}
