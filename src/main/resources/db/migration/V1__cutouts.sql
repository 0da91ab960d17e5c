-- One photo. Its id is derived from the SHA-256 of its bytes, so the same photo is always the same row.
create table cutout (
  id varchar(32) not null primary key,
  created_at timestamp with time zone not null,
  file_name varchar(255),
  format varchar(8) not null,
  width integer not null,
  height integer not null,
  size_bytes bigint not null,
  sha256 varchar(64) not null unique,
  uploaded_at timestamp with time zone
);

-- One distinct result of a photo: what was asked for (fingerprinted), and what was delivered. This is what is paid for.
create table rendition (
  id varchar(80) not null primary key,
  cutout_id varchar(32) not null references cutout (id),
  fingerprint varchar(32) not null,
  format varchar(8) not null,
  quality varchar(8) not null,
  max_resolution integer not null,
  background varchar(7),
  compression integer not null,
  autocrop boolean not null,
  status varchar(16) not null,
  attempts integer not null,
  credits numeric(10, 1),
  failure varchar(2000),
  width integer,
  height integer,
  size_bytes bigint,
  sha256 varchar(64),
  ready_at timestamp with time zone,
  unique (cutout_id, fingerprint)
);

-- The names under which a cutout offers its renditions.
create table variant (
  id varchar(100) not null primary key,
  cutout_id varchar(32) not null references cutout (id),
  name varchar(64) not null,
  rendition_id varchar(80) not null references rendition (id),
  created_at timestamp with time zone not null,
  unique (cutout_id, name)
);

create index variant_rendition on variant (rendition_id);
