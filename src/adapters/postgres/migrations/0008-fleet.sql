-- What the processes of an installation must know of each other at this moment, and nobody must keep: unlogged, so that writing it costs
-- little, and after a crash of the database all of it is gone.
create schema fleet;

-- The latest preview of each running job, for processes that do not run it.
create unlogged table fleet.previews (
  job_id   uuid primary key,
  rev      int not null check (rev >= 1),
  mime     text not null,
  picture  bytea not null,
  saved_at timestamptz not null default clock_timestamp()
);

-- Requests counted in windows of time; a key says what is counted and names nobody.
create unlogged table fleet.counts (
  key     text collate "C" primary key,
  hits    int not null,
  ends_at timestamptz not null
);

-- Places in line that are kept for requests that the views have not heard of.
create unlogged table fleet.places (
  hold_id    uuid primary key,
  owner_id   uuid not null,
  places     int not null check (places >= 1),
  position   bigint,                                    -- where the log has the jobs; null while the request is being decided
  expires_at timestamptz not null                       -- the process that held them may have died
);

-- Keeps places when they fit. One at a time: a hundred requests at once must not all find the line empty.
create function fleet.hold_places(p_hold uuid, p_owner uuid, p_places int, p_owner_max int, p_all_max int, p_life interval)
returns table (own bigint, everybody bigint, held boolean) language plpgsql as $$
begin
  perform pg_advisory_xact_lock('fleet.places'::regclass::oid::bigint);
  delete from fleet.places p where p.expires_at < clock_timestamp()
      or p.position <= (select v.position from rm.versions v where v.group_name = 'views' and v.shown);
  select count(*) filter (where j.user_id = p_owner), count(*) into own, everybody from job_status j where j.state in ('queued', 'dispatching');
  select own + coalesce(sum(p.places) filter (where p.owner_id = p_owner), 0), everybody + coalesce(sum(p.places), 0)
    into own, everybody from fleet.places p;
  held := own + p_places <= p_owner_max and everybody + p_places <= p_all_max;
  if held then insert into fleet.places values (p_hold, p_owner, p_places, null, clock_timestamp() + p_life); end if;
  return next;
end $$;
