-- Many photos, one job. What is made of each photo is fixed when the batch is opened, as JSON.
create table batch (
  id varchar(32) not null primary key,
  name varchar(255),
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  ended_at timestamp with time zone,
  status varchar(16) not null,
  reason varchar(32),
  resumes_at timestamp with time zone,
  pauses integer default 0 not null,
  wanted varchar(1000000) not null,
  size_ integer not null,
  estimated numeric(14, 1) not null,
  -- Rises with every change of the batch or of one of its items: the numbers of its events.
  revision bigint default 0 not null,
  -- When an item of it was last begun: the one that was served longest ago is next.
  served_at timestamp with time zone
);

create index batch_created_at on batch (created_at, id);
create index batch_status on batch (status, served_at);

-- A photo of a batch. The cutout is no foreign key: it may be deleted by itself.
create table batch_item (
  id varchar(48) not null primary key,
  batch_id varchar(32) not null references batch (id),
  position_ integer not null,
  ref varchar(255) not null,
  status varchar(20) not null,
  cutout_id varchar(32),
  -- Whether the cutout was made by this item, and was not there before.
  added boolean default false not null,
  -- Revision of the batch when this item last changed.
  revision bigint not null,
  -- How often it was begun, and when it may be begun again.
  tries integer default 0 not null,
  not_before timestamp with time zone,
  -- Who works on it.
  lane varchar(64),
  -- What the results had cost before this item was first begun.
  credits_before numeric(14, 1),
  credits numeric(14, 1) default 0 not null,
  saved numeric(14, 1) default 0 not null,
  problem_type varchar(64),
  problem_detail varchar(2000),
  ended_at timestamp with time zone,
  unique (batch_id, ref),
  unique (batch_id, position_)
);

create index batch_item_status on batch_item (batch_id, status, position_);
create index batch_item_revision on batch_item (batch_id, revision);
create index batch_item_cutout on batch_item (cutout_id);
create index batch_item_lane on batch_item (lane);
