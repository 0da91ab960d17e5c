package dev.clearcut.batch;

import dev.clearcut.api.model.ItemRequest;
import dev.clearcut.api.model.ItemStatus;
import dev.clearcut.problem.Problems;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;

/** A photo of a batch. */
@Entity
@Table(name = "batch_item")
class ItemEntity {

  @Id String id;

  @Column(name = "batch_id")
  String batchId;

  /** Place in the caller's order, from 1. */
  @Column(name = "position_")
  int position;

  String ref;

  /** Where the photo is to be fetched, query and all; null when it is here or is sent. */
  @Column(name = "image_url")
  String imageUrl;

  @Enumerated(EnumType.STRING)
  ItemStatus status;

  /** Null until there is a photo. */
  @Column(name = "cutout_id")
  String cutoutId;

  /** Whether the cutout was not there before this item brought its photo. */
  boolean added;

  /** Of the batch, when this last changed. */
  long revision;

  /** How often it was begun since it was asked for, or asked for again. */
  int tries;

  /** When it may be begun again; null when at once. */
  @Column(name = "not_before")
  Instant notBefore;

  /** Who works on it; null when nobody does. */
  String lane;

  /** What the wanted results had cost before this was first begun; null when it never was. */
  @Column(name = "credits_before")
  BigDecimal creditsBefore;

  BigDecimal credits = BigDecimal.ZERO;

  BigDecimal saved = BigDecimal.ZERO;

  /** Null unless it failed. */
  @Enumerated(EnumType.STRING)
  @Column(name = "problem_type")
  Problems problemType;

  @Column(name = "problem_detail", length = 2000)
  String problemDetail;

  @Column(name = "ended_at")
  Instant endedAt;

  /** An item whose photo is to be sent, or to be fetched. */
  static ItemEntity of(BatchEntity batch, int position, ItemRequest request) {
    ItemEntity item = new ItemEntity();
    item.id = batch.id + "-" + position;
    item.batchId = batch.id;
    item.position = position;
    item.ref = request.ref();
    item.imageUrl = request.imageUrl();
    item.status = item.imageUrl == null ? ItemStatus.WAITING_FOR_PHOTO : ItemStatus.WAITING;
    item.revision = batch.revision;
    return item;
  }

  /** Changes the status; the batch's row is locked. */
  void become(ItemStatus next, BatchEntity batch) {
    status = next;
    lane = null;
    revision = ++batch.revision;
  }
}
