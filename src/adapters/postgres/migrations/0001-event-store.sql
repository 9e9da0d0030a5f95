-- The log and what hangs on it. Runs unchanged on PostgreSQL 15+ and PGlite; every statement runs once.
create schema es;
create sequence es.position_seq;

create table es.streams (
  stream_id  text collate "C" primary key,              -- 'editJob-<uuid>'
  revision   bigint not null check (revision >= -1),    -- of its last event; -1: none yet
  closed     boolean not null default false             -- takes no more events
);

create table es.events (
  position       bigint primary key,                    -- grows in the order of commits, see es.append
  stream_id      text collate "C" not null,
  revision       bigint not null check (revision >= 0),
  category       text collate "C" not null generated always as (split_part(stream_id, '-', 1)) stored,
  event_id       uuid not null,
  type           text collate "C" not null,
  schema_version smallint not null check (schema_version >= 1),
  -- The codec holds events to 64 KiB before it seals protected texts; sealing and jsonb's own spacing add less than as much again.
  data           jsonb not null check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 131072),
  meta           jsonb not null check (jsonb_typeof(meta) = 'object'),
  recorded_at    timestamptz not null default clock_timestamp(),
  constraint events_stream_revision unique (stream_id, revision),
  constraint events_event_id unique (event_id)
);
create index events_correlation on es.events ((meta->>'correlationId'), position);

-- One key per subject for its protected texts, wrapped by DATA_KEY. A destroyed one stays as a row without a key, so that it is not made anew.
create table es.data_keys (
  subject      text collate "C" primary key,
  wrapped_key  bytea,
  destroyed_at timestamptz,
  check ((wrapped_key is null) = (destroyed_at is not null))
);

create table es.checkpoints (
  subscription text collate "C" primary key,
  position     bigint not null check (position >= 0)
);

-- Reminders for workers; the streams are the truth.
create table es.tasks (
  task_id       uuid primary key,                       -- named after its cause: enqueuing twice is once
  kind          text not null,
  job_id        uuid not null,
  job_kind      text not null,
  owner_id      uuid not null,
  run_at        timestamptz not null default clock_timestamp(),
  state         text not null default 'ready' check (state in ('ready', 'claimed', 'done')),
  claimed_by    text,
  claimed_until timestamptz,
  epoch         bigint not null default 0,              -- the fencing token: one more with each claim
  expiries      int not null default 0,                 -- claims that ran out since the task was last handed back
  enqueued      bigint generated always as identity
);
create index tasks_open on es.tasks (run_at) where state <> 'done';

create function es.refuse_change() returns trigger language plpgsql as $$
begin
  if current_setting('es.maintenance', true) = 'on' then return coalesce(new, old); end if;
  raise exception 'es.events is append-only' using errcode = 'ES009';
end $$;
create trigger events_append_only before update or delete on es.events for each row execute function es.refuse_change();
create trigger events_never_truncated before truncate on es.events for each statement execute function es.refuse_change();

-- Appends to one stream. status: stored | duplicate | conflict | closed. p_expected: last revision of the stream, -1 for none.
-- Answers are values, not exceptions, so that one refusal does not spoil the batch it came in. Idempotency is judged before the revision:
-- a retry after a lost answer comes with a revision that is now too low.
-- The settings keep the plans on the indexes: made while the tables are empty they would scan them whole, for as long as the connection lives.
create function es.append(
  p_stream text, p_expected bigint, p_ids uuid[], p_types text[], p_versions smallint[], p_data jsonb[], p_meta jsonb[])
returns table (status text, current_revision bigint, last_position bigint)
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
declare
  v_revision bigint; v_closed boolean; n int := cardinality(p_ids);
  v_stored uuid[]; v_first bigint; v_last bigint; v_position bigint; v_elsewhere bigint;
begin
  if n is null or n not between 1 and 500 then raise exception 'an append takes 1 to 500 events' using errcode = 'ES002'; end if;
  if p_expected is null or p_expected < -1 then raise exception 'the expected revision is missing' using errcode = 'ES002'; end if;
  -- Under repeatable read the snapshot would be older than the lock, and the revision read below a stale one.
  if current_setting('transaction_isolation') <> 'read committed' then raise exception 'appends need read committed' using errcode = 'ES003'; end if;
  -- Held to the end of the transaction: who sees a position sees all below it. The table's own oid keeps installations apart.
  perform pg_advisory_xact_lock('es.events'::regclass::oid::bigint);

  select s.revision, s.closed into v_revision, v_closed from es.streams s where s.stream_id = p_stream;
  v_revision := coalesce(v_revision, -1);
  -- `offset 0` keeps the lookup on the index of ids; joined with the stream's condition it would read the whole stream.
  select array_agg(e.event_id order by e.revision) filter (where e.stream_id = p_stream), min(e.revision), max(e.revision), max(e.position),
         count(*) filter (where e.stream_id <> p_stream)
    into v_stored, v_first, v_last, v_position, v_elsewhere
    from (select * from es.events x where x.event_id = any (p_ids) offset 0) e;
  if v_elsewhere > 0 then raise exception 'an event id is used by another stream' using errcode = 'ES004'; end if;
  if v_stored = p_ids and v_first = p_expected + 1 and v_last = p_expected + n then
    return query select 'duplicate', v_revision, v_position; return; end if;
  if v_stored is not null then return query select 'conflict', v_revision, null::bigint; return; end if;
  if v_closed then return query select 'closed', v_revision, null::bigint; return; end if;
  if p_expected <> v_revision then return query select 'conflict', v_revision, null::bigint; return; end if;

  v_position := setval('es.position_seq', nextval('es.position_seq') + n - 1);
  insert into es.streams as s (stream_id, revision) values (p_stream, v_revision + n)
    on conflict (stream_id) do update set revision = excluded.revision;
  insert into es.events (position, stream_id, revision, event_id, type, schema_version, data, meta)
    select v_position - n + i, p_stream, v_revision + i, p_ids[i], p_types[i], p_versions[i], p_data[i], p_meta[i]
    from generate_series(1, n) i;
  return query select 'stored', v_revision + n, v_position;
end $$;

-- Many appends in one transaction: one lock, one round trip, one commit; an answer each, judged as by es.append and in the order of the batch.
-- p_batch: [{"stream": text, "expected": bigint, "events": [{"id", "type", "schemaVersion", "data", "meta"}, ...]}, ...]
-- Bad data raises and nothing of the batch is kept: the caller repeats its parts.
create function es.append_many(p_batch jsonb)
returns table (index int, status text, current_revision bigint, last_position bigint)
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  r record; v_ids uuid[]; v_twice boolean;
  v_position bigint;                       -- given out last; null: nothing appended yet
  v_before bigint[]; v_base bigint[];      -- per append: revision and position before its first event; null: refused
  v_stream text[]; v_revision bigint[];    -- per stream, at the place of its first append: the revision so far
begin
  if current_setting('transaction_isolation') <> 'read committed' then raise exception 'appends need read committed' using errcode = 'ES003'; end if;
  perform pg_advisory_xact_lock('es.events'::regclass::oid::bigint);

  -- Repeats (an id stored already, or twice in this batch) are rare and intricate: es.append judges the batch one by one.
  select array_agg(i.id), count(distinct i.id) < count(*) into v_ids, v_twice
    from (select (e->>'id')::uuid as id from jsonb_array_elements(p_batch) a, jsonb_array_elements(a->'events') e) i;
  if v_twice or exists (select from es.events e where e.event_id = any (v_ids)) then
    for r in
      select x.n - 1 as index, x.a->>'stream' as stream, (x.a->>'expected')::bigint as expected, e.*
      from jsonb_array_elements(p_batch) with ordinality x(a, n), lateral (
        select array_agg((e->>'id')::uuid order by k) as ids, array_agg(e->>'type' order by k) as types,
               array_agg((e->>'schemaVersion')::smallint order by k) as versions,
               array_agg(e->'data' order by k) as data, array_agg(e->'meta' order by k) as meta
        from jsonb_array_elements(x.a->'events') with ordinality y(e, k)) e
      order by x.n
    loop
      return query select r.index::int, a.* from es.append(r.stream, r.expected, r.ids, r.types, r.versions, r.data, r.meta) a;
    end loop;
    return;
  end if;

  -- All ids are new: decide in memory, then write everything with two statements.
  for r in
    select x.n::int, x.a->>'stream' as stream, (x.a->>'expected')::bigint as expected, jsonb_array_length(x.a->'events') as events,
           (min(x.n) over (partition by x.a->>'stream'))::int as place, coalesce(s.revision, -1) as revision, coalesce(s.closed, false) as closed
    from jsonb_array_elements(p_batch) with ordinality x(a, n)
    left join lateral (select t.revision, t.closed from es.streams t where t.stream_id = x.a->>'stream' limit 1) s on true  -- limit: one index probe each
    order by x.n
  loop
    if r.events is null or r.events not between 1 and 500 then raise exception 'an append takes 1 to 500 events' using errcode = 'ES002'; end if;
    if r.expected is null or r.expected < -1 then raise exception 'the expected revision is missing' using errcode = 'ES002'; end if;
    index := r.n - 1; current_revision := coalesce(v_revision[r.place], r.revision); last_position := null;
    if r.closed then status := 'closed';
    elsif r.expected <> current_revision then status := 'conflict';
    else
      status := 'stored';
      v_position := coalesce(v_position, nextval('es.position_seq') - 1);
      v_before[r.n] := current_revision; v_base[r.n] := v_position;
      v_position := v_position + r.events; last_position := v_position;
      current_revision := current_revision + r.events;
      v_stream[r.place] := r.stream; v_revision[r.place] := current_revision;
    end if;
    return next;
  end loop;
  if v_position is null then return; end if;
  perform setval('es.position_seq', v_position);
  insert into es.streams (stream_id, revision)
    select v_stream[i], v_revision[i] from generate_subscripts(v_revision, 1) i where v_revision[i] is not null
    on conflict (stream_id) do update set revision = excluded.revision;
  insert into es.events (position, stream_id, revision, event_id, type, schema_version, data, meta)
    select v_base[x.n] + y.k, x.a->>'stream', v_before[x.n] + y.k, (y.e->>'id')::uuid, y.e->>'type', (y.e->>'schemaVersion')::smallint, y.e->'data', y.e->'meta'
    from jsonb_array_elements(p_batch) with ordinality x(a, n), jsonb_array_elements(x.a->'events') with ordinality y(e, k)
    where v_before[x.n] is not null order by x.n, y.k;
end $$;

-- Claims the due task of the owner with the fewest claimed ones; among those the one due longest. A claim that ran out is due again, and counted.
-- Claims wait for each other, or two at once would both take from the owner who seemed to have none.
create function es.claim_task(p_worker text, p_lease interval) returns setof es.tasks language plpgsql as $$
begin
  perform pg_advisory_xact_lock('es.tasks'::regclass::oid::bigint);
  return query
    with busy as materialized (
      select b.owner_id, count(*) as claims from es.tasks b where b.state = 'claimed' and b.claimed_until >= clock_timestamp() group by b.owner_id
    ), due as materialized (
      select c.task_id from es.tasks c left join busy on busy.owner_id = c.owner_id
      where c.state <> 'done' and c.run_at <= clock_timestamp() and (c.state = 'ready' or c.claimed_until < clock_timestamp())
      order by coalesce(busy.claims, 0), c.run_at, c.enqueued limit 1 for update of c skip locked
    )
    update es.tasks t
       set state = 'claimed', claimed_by = p_worker, claimed_until = clock_timestamp() + p_lease, epoch = t.epoch + 1,
           expiries = t.expiries + case when t.state = 'claimed' then 1 else 0 end
      from due where t.task_id = due.task_id returning t.*;
end $$;
