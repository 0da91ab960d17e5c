-- The CRC-32 of the stored result, which a ZIP file says of it before its first byte. Of a result that was stored before,
-- it is computed when it is first needed.
alter table rendition add column crc32 bigint;
