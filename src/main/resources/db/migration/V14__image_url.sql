-- Where the photo of an item is to be fetched; null when it is here, or is sent.
alter table batch_item add column image_url varchar(2048);
