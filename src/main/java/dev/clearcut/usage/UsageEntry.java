package dev.clearcut.usage;

import dev.clearcut.api.model.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** One thing that cost credits, or would have; never changed. */
@Entity
@Table(name = "usage_entry")
class UsageEntry {

  @Id UUID id;

  @Column(name = "call_id")
  String callId;

  String operation;

  @Enumerated(EnumType.STRING)
  Outcome outcome;

  @Column(name = "day_")
  LocalDate day;

  BigDecimal credits;

  @Column(name = "written_at")
  Instant writtenAt;
}
