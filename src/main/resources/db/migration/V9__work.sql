-- Whatever runs later, one row for each task and id: the table of db-scheduler. The last column is ours: when somebody
-- wanted the task to run for the id while it ran.
create table scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(50),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  again_at timestamp with time zone,
  primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);

-- What is left of a deletion is a task: when it is tried next, its row says.
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
  select 'deletion', cutout_id, next_attempt_at, false, 1 from deletion;
drop index deletion_next_attempt_at;
alter table deletion drop column next_attempt_at;
