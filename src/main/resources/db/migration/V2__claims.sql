-- A claim: who is having a rendition made, until when unless it is renewed, and how often it was claimed. The number
-- fences: whoever records something names the number of its claim, and records nothing once somebody else has claimed.
alter table rendition add column claim_number bigint default 0 not null;
alter table rendition add column claim_holder varchar(64);
alter table rendition add column claimed_until timestamp with time zone;

-- Since when a paid call may be under way whose end nobody has seen; null when none is.
alter table rendition add column unsettled_since timestamp with time zone;

-- What the last paid call costs for this rendition, as long as it is not known whether it was charged.
alter table rendition add column unsettled_credits numeric(10, 1);

-- The problem type of the last failure, so that everybody who waited for it gets the same answer.
alter table rendition add column failure_type varchar(64);

create index rendition_claimed_until on rendition (claimed_until);

-- What is left to do for a cutout that was deleted: its objects here, its files at the vendor.
create table deletion (
  cutout_id varchar(32) not null primary key,
  sha256 varchar(64) not null,
  deleted_at timestamp with time zone not null,
  attempts integer not null,
  next_attempt_at timestamp with time zone not null,
  claimed_until timestamp with time zone
);

create table deletion_object (
  object_key varchar(200) not null primary key,
  cutout_id varchar(32) not null references deletion (cutout_id)
);

create index deletion_next_attempt_at on deletion (next_attempt_at);
create index deletion_object_cutout on deletion_object (cutout_id);

-- Lists are read newest first, and by variant.
create index cutout_created_at on cutout (created_at, id);
create index variant_name on variant (name, cutout_id);

-- What was answered to a request with an Idempotency-Key. The id is a hash of the caller and the key.
create table idempotency_key (
  id varchar(64) not null primary key,
  fingerprint varchar(64) not null,
  status integer,
  location varchar(2000),
  body varchar(1000000),
  locked_until timestamp with time zone not null,
  expires_at timestamp with time zone not null
);

create index idempotency_key_expires_at on idempotency_key (expires_at);
