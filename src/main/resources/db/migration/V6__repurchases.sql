-- How often a result was paid for again because the vendor had lost it before it was fetched.
alter table rendition add column repurchases integer default 0 not null;
