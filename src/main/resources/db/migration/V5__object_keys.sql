-- Where the bytes are. Every object has a name of its own that is never used again, so a row is all that holds an object:
-- what no row names, and is not just being written, can be deleted.
alter table cutout add column object_key varchar(255);
update cutout set object_key = 'cutouts/' || id || '/source.' || case format when 'JPEG' then 'jpg' else lower(format) end;
alter table cutout alter column object_key set not null;

alter table rendition add column object_key varchar(255);
update rendition
  set object_key = 'cutouts/' || cutout_id || '/' || fingerprint || '.' || case format when 'JPEG' then 'jpg' else lower(format) end;

create unique index cutout_object_key on cutout (object_key);
create unique index rendition_object_key on rendition (object_key);
