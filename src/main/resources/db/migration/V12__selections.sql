-- AI Cut: what somebody selects of a photo by points. There is at most one for each photo that is here; one whose photo
-- is not here has no cutout. The row is the claim on the paid call that starts the vendor's session, too.
create table selection (
  id varchar(32) not null primary key,
  cutout_id varchar(32) unique references cutout (id),
  created_at timestamp with time zone not null,
  -- Of the upright photo.
  width integer not null,
  height integer not null,
  -- Counts the starts that were sent: whoever records something names the number of its own.
  claim_number bigint default 0 not null,
  -- Until when the last start counts as running, because nobody has seen its end.
  unsettled_until timestamp with time zone,
  -- Why the last start failed, for everybody who waited for it.
  failure varchar(2000),
  failure_type varchar(64),
  -- The vendor's name of the session; null when there is none, or none any more.
  session_name varchar(1024),
  started_at timestamp with time zone,
  expires_at timestamp with time zone,
  credits numeric(10, 1) default 0 not null,
  -- The last number that was given to a request, and that of the request whose answer is shown.
  request_number integer default 0 not null,
  shown_number integer default 0 not null,
  -- The points of what is shown, as JSON.
  points varchar(10000) not null,
  object_key varchar(255) unique,
  size_bytes bigint,
  sha256 varchar(64),
  finished_at timestamp with time zone
);

-- A rendition may be the result of a selection; then nothing was asked for.
alter table rendition add column origin varchar(16) default 'PROCESS' not null;
alter table rendition alter column quality drop not null;
alter table rendition alter column max_resolution drop not null;
alter table rendition alter column compression drop not null;
alter table rendition alter column autocrop drop not null;
