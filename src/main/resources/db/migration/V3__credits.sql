-- What is spent and set aside on one day. The row is locked while the daily budget is checked.
create table credit_day (
  day_ date not null primary key,
  committed numeric(14, 1) not null
);

-- Credits set aside for a paid call, one row for each thing bought, until it is known whether the vendor charged it.
-- A subject is, for example, a rendition; it is no foreign key, because what was spent outlives what it was spent on.
create table credit_reservation (
  subject varchar(80) not null primary key,
  call_id varchar(36) not null,
  operation varchar(32) not null,
  day_ date not null,
  credits numeric(10, 1) not null
);

create index credit_reservation_day on credit_reservation (day_);

-- What was bought, found, reused or failed; rows are only ever added.
create table usage_entry (
  id uuid not null primary key,
  call_id varchar(36) not null,
  operation varchar(32) not null,
  outcome varchar(16) not null,
  day_ date not null,
  credits numeric(10, 1) not null,
  written_at timestamp with time zone not null
);

create index usage_entry_day on usage_entry (day_);
