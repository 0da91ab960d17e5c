-- A photo that a browser sends to the vendor itself. What is made of it is fixed when the handoff is opened, as JSON.
create table handoff (
  id varchar(32) not null primary key,
  created_at timestamp with time zone not null,
  kind varchar(16) not null,
  status varchar(20) not null,
  file_name varchar(255) not null,
  wanted varchar(1000000) not null,
  -- The vendor's name of the uploaded photo.
  unique_filename varchar(1024),
  -- The signed paid call, as long as it is good: asked for again, it is the same one.
  token varchar(100000),
  signed_until timestamp with time zone,
  -- What was booked as uncertain.
  call_id varchar(36),
  -- No foreign key: the cutout may be deleted by itself.
  cutout_id varchar(32)
);

create index handoff_created_at on handoff (created_at);
