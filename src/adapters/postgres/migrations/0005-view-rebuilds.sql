-- A group's views may stand twice: those that are shown, and those that are being built anew beside them from the same events.
alter table rm.versions
  -- 'views@1.1.1': the group at the versions of its projections. The subscription adds the generation from the second on: 'views@1.1.1#2'.
  add column build text collate "C",
  add column generation int not null default 1 check (generation >= 1),
  -- With their schema; they go with the row.
  add column tables text[] not null default '{}';
update rm.versions set build = subscription, tables = array(
  select 'rm.' || view || '_v' || replace(split_part(subscription, '@', 2), '.', '_') from unnest(array['images', 'job_status', 'characters']) view);
alter table rm.versions alter column build set not null;

-- Events that a group could not apply and has set aside. Each is a hole in the views until they are rebuilt without it.
create table rm.parked (
  subscription text collate "C" not null references rm.versions (subscription) on delete cascade,
  position     bigint not null,
  event_id     uuid not null,
  type         text collate "C" not null,
  stream_id    text collate "C" not null,
  attempts     int not null,
  -- Why; never what the event holds.
  error        text not null,
  parked_at    timestamptz(3) not null default clock_timestamp(),
  -- Since when an operator has put up with the hole.
  accepted_at  timestamptz(3),
  primary key (subscription, position)
);
