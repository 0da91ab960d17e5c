package dev.clearcut.usage;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;

/** Credits set aside for a paid call of which it is not known yet whether the vendor charged it. */
@Entity
@Table(name = "credit_reservation")
class Reservation {

  /** What is to be paid for; there is at most one reservation for it. */
  @Id String subject;

  /** Common to all that is bought in one call. */
  @Column(name = "call_id")
  String callId;

  String operation;

  @Column(name = "day_")
  LocalDate day;

  BigDecimal credits;
}
