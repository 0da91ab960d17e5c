-- Until when the last paid call counts as running at the vendor, because nobody has seen its end; null when its end was
-- seen. It replaces the moment since which: a call may run as long as its own time limit, which only its sender knows.
-- One hour is longer than any time limit that was ever delivered.
alter table rendition add column unsettled_until timestamp with time zone;
update rendition set unsettled_until = unsettled_since + interval '1' hour where unsettled_since is not null;

-- When the last paid call was sent.
alter table rendition add column asked_at timestamp with time zone;
update rendition set asked_at = unsettled_since;
alter table rendition drop column unsettled_since;

-- How many paid calls ended unseen while the vendor was asked for this; counted anew when it is asked for after a failure.
alter table rendition add column unseen_calls integer default 0 not null;

-- When the vendor is looked at next for what may be paid for although making it failed; null when there is nothing.
alter table rendition add column look_at timestamp with time zone;
create index rendition_look_at on rendition (look_at);
update rendition set look_at = asked_at where status = 'FAILED' and asked_at is not null and unsettled_credits is not null;

-- Nothing stays pending that nobody makes.
update rendition
  set status = 'FAILED', failure_type = 'UNFINISHED',
    failure = 'It could not be finished here. The photo is kept; send the same request again to go on.'
  where status = 'PENDING' and claimed_until is null;
