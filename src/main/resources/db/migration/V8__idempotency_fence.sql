-- Which request uses the key. A request that outlived its lock names another one, and changes nothing any more.
alter table idempotency_key add column lock_token varchar(36);
