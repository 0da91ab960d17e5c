-- Who is told of what. The secrets are here as they are: the service signs with them.
create table webhook (
  id varchar(32) not null primary key,
  url varchar(2048) not null,
  -- Names of events, with a space before and behind each.
  events varchar(255) not null,
  created_at timestamp with time zone not null,
  status varchar(8) not null,
  reason varchar(8),
  off_at timestamp with time zone,
  secret varchar(128) not null,
  -- While it is rotated.
  old_secret varchar(128),
  old_secret_until timestamp with time zone,
  -- Since when no message was taken, and until when the receiver is left alone.
  failing_since timestamp with time zone,
  not_before timestamp with time zone
);

-- A message to a webhook: written with what it tells of, and once for each. The webhook is no foreign key, so that no
-- deletion of one can fail what is told of.
create table webhook_delivery (
  id varchar(80) not null primary key,
  webhook_id varchar(32) not null,
  message varchar(36) not null,
  event varchar(32) not null,
  body varchar(20000) not null,
  created_at timestamp with time zone not null,
  status varchar(10) not null,
  attempts integer default 0 not null,
  -- Where it is on its schedule.
  step integer default 0 not null,
  -- A later message was taken when this one was not: it holds up no other.
  overtaken boolean default false not null,
  -- While it waits.
  next_at timestamp with time zone,
  attempted_at timestamp with time zone,
  answer integer,
  failure varchar(255)
);

create index webhook_delivery_waiting on webhook_delivery (webhook_id, status, created_at, id);
create index webhook_delivery_created_at on webhook_delivery (created_at);
