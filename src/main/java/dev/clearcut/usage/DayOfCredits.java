package dev.clearcut.usage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What is spent and set aside on one day. All replicas add to this row, each in one statement that
 * checks the budget too.
 */
@Entity
@Table(name = "credit_day")
class DayOfCredits {

  @Id
  @Column(name = "day_")
  LocalDate day;

  BigDecimal committed;
}
