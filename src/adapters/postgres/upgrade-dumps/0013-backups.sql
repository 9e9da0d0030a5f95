-- Written by .ci/upgrade-dump.mjs, once; never changed.
SET check_function_bodies = false;
CREATE SCHEMA es;
CREATE SCHEMA fleet;
CREATE SCHEMA rm;
CREATE FUNCTION es.append(p_stream text, p_expected bigint, p_ids uuid[], p_types text[], p_versions smallint[], p_data jsonb[], p_meta jsonb[]) RETURNS TABLE(status text, current_revision bigint, last_position bigint)
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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
CREATE FUNCTION es.append_batch(p_streams text[], p_expected bigint[], p_counts integer[], p_of text[], p_revisions bigint[], p_ids uuid[], p_types text[], p_versions smallint[], p_data jsonb[], p_meta jsonb[]) RETURNS TABLE(index integer, status text, current_revision bigint, last_position bigint)
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
declare
  v_appends int := cardinality(p_streams); v_events int := cardinality(p_ids);
  v_known int; v_new int := 0; v_last bigint; v_from int := 1; v_to int;
begin
  if current_setting('transaction_isolation') <> 'read committed' then raise exception 'appends need read committed' using errcode = 'ES003'; end if;
  -- Held to the end of the transaction: who sees a position sees all below it.
  perform pg_advisory_xact_lock('es.events'::regclass::oid::bigint);
  begin
    -- Known streams first: an append to one that only a later append of the batch begins must not find it.
    update es.streams s set revision = a.expected + a.events
      from unnest(p_streams, p_expected, p_counts) a(stream, expected, events)
      where a.expected >= 0 and a.events between 1 and 500 and s.stream_id = a.stream and s.revision = a.expected and not s.closed;
    get diagnostics v_known = row_count;
    if v_known < v_appends then
      insert into es.streams (stream_id, revision)
        select a.stream, a.events - 1 from unnest(p_streams, p_expected, p_counts) a(stream, expected, events)
        where a.expected = -1 and a.events between 1 and 500;
      get diagnostics v_new = row_count;
    end if;
    if v_new + v_known < v_appends then raise exception 'an append is not where it expects to be' using errcode = 'ES005'; end if;
    v_last := setval('es.position_seq', nextval('es.position_seq') + v_events - 1);
    insert into es.events (position, stream_id, revision, event_id, type, schema_version, data, meta)
      select v_last - v_events + n, e.stream, e.revision, e.id, e.type, e.version, e.data, e.meta
      from unnest(p_of, p_revisions, p_ids, p_types, p_versions, p_data, p_meta) with ordinality e(stream, revision, id, type, version, data, meta, n);
    return query select null::int, 'stored', null::bigint, v_last;
    return;
  exception when unique_violation or sqlstate 'ES005' then
    null; -- judged below
  end;
  for i in 1..v_appends loop
    v_to := v_from + p_counts[i] - 1;
    return query select i - 1, a.* from es.append(p_streams[i], p_expected[i],
      p_ids[v_from:v_to], p_types[v_from:v_to], p_versions[v_from:v_to], p_data[v_from:v_to], p_meta[v_from:v_to]) a;
    v_from := v_to + 1;
  end loop;
end $$;
CREATE FUNCTION es.append_many(p_batch jsonb) RETURNS TABLE(index integer, status text, current_revision bigint, last_position bigint)
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
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
CREATE TABLE es.tasks (
    task_id uuid NOT NULL,
    kind text NOT NULL,
    job_id uuid NOT NULL,
    job_kind text NOT NULL,
    owner_id uuid NOT NULL,
    run_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    state text DEFAULT 'ready'::text NOT NULL,
    claimed_by text,
    claimed_until timestamp with time zone,
    epoch bigint DEFAULT 0 NOT NULL,
    expiries integer DEFAULT 0 NOT NULL,
    enqueued bigint NOT NULL,
    traceparent text COLLATE pg_catalog."C",
    CONSTRAINT tasks_state_check CHECK ((state = ANY (ARRAY['ready'::text, 'claimed'::text, 'done'::text])))
);
CREATE FUNCTION es.claim_task(p_worker text, p_lease interval) RETURNS SETOF es.tasks
    LANGUAGE sql
    AS $$
  select * from es.claim_task(p_worker, p_lease, '{}')
$$;
CREATE FUNCTION es.claim_task(p_worker text, p_lease interval, p_without uuid[]) RETURNS SETOF es.tasks
    LANGUAGE plpgsql
    AS $$
begin
  perform pg_advisory_xact_lock('es.tasks'::regclass::oid::bigint);
  return query
    with busy as materialized (
      select b.owner_id, count(*) as claims from es.tasks b where b.state = 'claimed' and b.claimed_until >= clock_timestamp() group by b.owner_id
    ), due as materialized (
      select c.task_id from es.tasks c left join busy on busy.owner_id = c.owner_id left join es.turns w on w.owner_id = c.owner_id
      where c.state <> 'done' and c.run_at <= clock_timestamp() and (c.state = 'ready' or c.claimed_until < clock_timestamp())
        and c.job_id <> all (p_without)
      order by coalesce(busy.claims, 0), coalesce(w.turn, 0), c.run_at, c.enqueued limit 1 for update of c skip locked
    ), claimed as (
      update es.tasks t
         set state = 'claimed', claimed_by = p_worker, claimed_until = clock_timestamp() + p_lease, epoch = t.epoch + 1,
             expiries = t.expiries + case when t.state = 'claimed' then 1 else 0 end
        from due where t.task_id = due.task_id returning t.*
    ), taken as (
      insert into es.turns as o (owner_id, turn) select owner_id, nextval('es.turn_seq') from claimed
      on conflict (owner_id) do update set turn = excluded.turn
    )
    select * from claimed;
end $$;
CREATE FUNCTION es.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if current_setting('es.maintenance', true) = 'on' then return coalesce(new, old); end if;
  raise exception 'es.events is append-only' using errcode = 'ES009';
end $$;
CREATE FUNCTION fleet.hold_places(p_hold uuid, p_owner uuid, p_places integer, p_owner_max integer, p_all_max integer, p_life interval) RETURNS TABLE(own bigint, everybody bigint, held boolean)
    LANGUAGE plpgsql
    AS $$
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
CREATE TABLE es.backups (
    taken_at timestamp(3) with time zone NOT NULL,
    "position" bigint NOT NULL
);
CREATE TABLE es.checkpoints (
    subscription text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    CONSTRAINT checkpoints_position_check CHECK (("position" >= 0))
);
CREATE TABLE es.data_keys (
    subject text NOT NULL COLLATE pg_catalog."C",
    wrapped_key bytea,
    destroyed_at timestamp with time zone,
    CONSTRAINT data_keys_check CHECK (((wrapped_key IS NULL) = (destroyed_at IS NOT NULL)))
);
CREATE TABLE es.events (
    "position" bigint NOT NULL,
    stream_id text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    category text GENERATED ALWAYS AS (split_part(stream_id, '-'::text, 1)) STORED NOT NULL COLLATE pg_catalog."C",
    event_id uuid NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    schema_version smallint NOT NULL,
    data jsonb NOT NULL,
    meta jsonb NOT NULL,
    recorded_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT events_data_check CHECK (((jsonb_typeof(data) = 'object'::text) AND (octet_length((data)::text) <= 131072))),
    CONSTRAINT events_meta_check CHECK ((jsonb_typeof(meta) = 'object'::text)),
    CONSTRAINT events_revision_check CHECK ((revision >= 0)),
    CONSTRAINT events_schema_version_check CHECK ((schema_version >= 1))
);
CREATE SEQUENCE es.position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE es.streams (
    stream_id text NOT NULL COLLATE pg_catalog."C",
    revision bigint NOT NULL,
    closed boolean DEFAULT false NOT NULL,
    CONSTRAINT streams_revision_check CHECK ((revision >= '-1'::integer))
);
ALTER TABLE es.tasks ALTER COLUMN enqueued ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME es.tasks_enqueued_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE SEQUENCE es.turn_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
CREATE TABLE es.turns (
    owner_id uuid NOT NULL,
    turn bigint NOT NULL
);
CREATE UNLOGGED TABLE fleet.counts (
    key text NOT NULL COLLATE pg_catalog."C",
    hits integer NOT NULL,
    ends_at timestamp with time zone NOT NULL
);
CREATE UNLOGGED TABLE fleet.places (
    hold_id uuid NOT NULL,
    owner_id uuid NOT NULL,
    places integer NOT NULL,
    "position" bigint,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT places_places_check CHECK ((places >= 1))
);
CREATE UNLOGGED TABLE fleet.previews (
    job_id uuid NOT NULL,
    rev integer NOT NULL,
    mime text NOT NULL,
    picture bytea NOT NULL,
    saved_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT previews_rev_check CHECK ((rev >= 1))
);
CREATE TABLE rm.activity_v1_1 (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    character_id uuid NOT NULL,
    kind text NOT NULL,
    requested_at timestamp(3) with time zone NOT NULL,
    workflow text NOT NULL,
    engine text,
    scene text,
    environment text,
    aspect_ratio text,
    quality_mode text,
    outcome text NOT NULL,
    code text,
    attempts integer NOT NULL,
    retry_of uuid,
    pictures integer NOT NULL,
    wait_ms bigint,
    engine_ms bigint,
    total_ms bigint,
    "position" bigint NOT NULL,
    CONSTRAINT activity_v1_1_check CHECK (((kind = 'generation'::text) = (scene IS NOT NULL))),
    CONSTRAINT activity_v1_1_check1 CHECK (((outcome = 'failed'::text) = (code IS NOT NULL))),
    CONSTRAINT activity_v1_1_check2 CHECK (((outcome = 'open'::text) = (total_ms IS NULL))),
    CONSTRAINT activity_v1_1_kind_check CHECK ((kind = ANY (ARRAY['edit'::text, 'generation'::text]))),
    CONSTRAINT activity_v1_1_outcome_check CHECK ((outcome = ANY (ARRAY['open'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE VIEW public.activity AS
 SELECT activity_v1_1.id,
    activity_v1_1.user_id,
    activity_v1_1.character_id,
    activity_v1_1.kind,
    activity_v1_1.requested_at,
    activity_v1_1.workflow,
    activity_v1_1.engine,
    activity_v1_1.scene,
    activity_v1_1.environment,
    activity_v1_1.aspect_ratio,
    activity_v1_1.quality_mode,
    activity_v1_1.outcome,
    activity_v1_1.code,
    activity_v1_1.attempts,
    activity_v1_1.retry_of,
    activity_v1_1.pictures,
    activity_v1_1.wait_ms,
    activity_v1_1.engine_ms,
    activity_v1_1.total_ms,
    activity_v1_1."position"
   FROM rm.activity_v1_1;
CREATE TABLE public.api_tokens (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    scopes text[] NOT NULL,
    tail text NOT NULL,
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    last_used_at timestamp(3) with time zone
);
CREATE TABLE rm.characters_v3_2_1 (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text,
    handle text,
    gender text NOT NULL,
    style text NOT NULL,
    age integer NOT NULL,
    ethnicity text NOT NULL,
    skin_color text NOT NULL,
    eye_color text NOT NULL,
    face_shape text NOT NULL,
    hair_style text NOT NULL,
    hair_color text NOT NULL,
    body_type text NOT NULL,
    freckles boolean NOT NULL,
    scars boolean NOT NULL,
    tattoos boolean NOT NULL,
    piercings boolean NOT NULL,
    default_outfit text,
    bio text,
    nsfw_enabled boolean NOT NULL,
    reference_sha256 text,
    archived boolean NOT NULL,
    erased boolean NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT characters_v3_2_1_age_check CHECK ((age >= 18))
);
CREATE VIEW public.characters AS
 SELECT characters_v3_2_1.id,
    characters_v3_2_1.user_id,
    characters_v3_2_1.name,
    characters_v3_2_1.handle,
    characters_v3_2_1.gender,
    characters_v3_2_1.style,
    characters_v3_2_1.age,
    characters_v3_2_1.ethnicity,
    characters_v3_2_1.skin_color,
    characters_v3_2_1.eye_color,
    characters_v3_2_1.face_shape,
    characters_v3_2_1.hair_style,
    characters_v3_2_1.hair_color,
    characters_v3_2_1.body_type,
    characters_v3_2_1.freckles,
    characters_v3_2_1.scars,
    characters_v3_2_1.tattoos,
    characters_v3_2_1.piercings,
    characters_v3_2_1.default_outfit,
    characters_v3_2_1.bio,
    characters_v3_2_1.nsfw_enabled,
    characters_v3_2_1.reference_sha256,
    characters_v3_2_1.archived,
    characters_v3_2_1.erased,
    characters_v3_2_1.created_at,
    characters_v3_2_1."position"
   FROM rm.characters_v3_2_1;
CREATE TABLE public.drafts (
    user_id uuid NOT NULL,
    image_id uuid NOT NULL,
    revision integer NOT NULL,
    saved_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    settings jsonb NOT NULL,
    mask_base64 text,
    CONSTRAINT drafts_revision_check CHECK ((revision >= 1)),
    CONSTRAINT drafts_settings_check CHECK ((jsonb_typeof(settings) = 'object'::text))
);
CREATE TABLE rm.image_counts_v3_2_1 (
    id text NOT NULL,
    user_id uuid NOT NULL,
    character_id uuid NOT NULL,
    scene text NOT NULL,
    environment text NOT NULL,
    aspect_ratio text NOT NULL,
    origin text NOT NULL,
    favourite boolean NOT NULL,
    total integer NOT NULL
);
CREATE VIEW public.image_counts AS
 SELECT image_counts_v3_2_1.id,
    image_counts_v3_2_1.user_id,
    image_counts_v3_2_1.character_id,
    image_counts_v3_2_1.scene,
    image_counts_v3_2_1.environment,
    image_counts_v3_2_1.aspect_ratio,
    image_counts_v3_2_1.origin,
    image_counts_v3_2_1.favourite,
    image_counts_v3_2_1.total
   FROM rm.image_counts_v3_2_1;
CREATE TABLE rm.images_v3_2_1 (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, ((((COALESCE(prompt, ''::text) || ' '::text) || COALESCE(user_prompt, ''::text)) || ' '::text) || COALESCE(edit_prompt, ''::text)))) STORED,
    character_id uuid NOT NULL,
    s3_key text NOT NULL,
    s3_url text NOT NULL,
    thumbnail_key text NOT NULL,
    thumbnail_url text NOT NULL,
    prompt text,
    user_prompt text,
    negative_prompt text,
    seed bigint,
    status text NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    generation_error text,
    source_image_id uuid,
    edit_type text,
    edit_mask_s3_key text,
    edit_prompt text,
    scene text NOT NULL,
    environment text NOT NULL,
    outfit text NOT NULL,
    aspect_ratio text NOT NULL,
    quality_mode text NOT NULL,
    nsfw boolean NOT NULL,
    mask_coverage_pct numeric(4,1),
    origin text NOT NULL,
    engine text,
    workflow text,
    params jsonb,
    job_id uuid,
    output_index integer,
    root_image_id uuid NOT NULL,
    ancestors uuid[] NOT NULL,
    depth integer NOT NULL,
    sha256 text NOT NULL,
    bytes bigint NOT NULL,
    mask_sha256 text,
    covered_pixels integer,
    total_pixels integer,
    favourite boolean NOT NULL,
    edits integer NOT NULL,
    deleted_at timestamp(3) with time zone,
    erased boolean NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT images_v3_2_1_check CHECK (((seed IS NOT NULL) OR (origin = 'uploaded'::text))),
    CONSTRAINT images_v3_2_1_check1 CHECK (((origin = 'edited'::text) = ((edit_type IS NOT NULL) AND (source_image_id IS NOT NULL)))),
    CONSTRAINT images_v3_2_1_mask_coverage_pct_check CHECK (((mask_coverage_pct >= (0)::numeric) AND (mask_coverage_pct <= (100)::numeric))),
    CONSTRAINT images_v3_2_1_origin_check CHECK ((origin = ANY (ARRAY['generated'::text, 'edited'::text, 'uploaded'::text]))),
    CONSTRAINT images_v3_2_1_status_check CHECK ((status = 'completed'::text))
)
WITH (toast_tuple_target='4080');
CREATE VIEW public.images AS
 SELECT images_v3_2_1.id,
    images_v3_2_1.user_id,
    images_v3_2_1.created_at,
    images_v3_2_1.search,
    images_v3_2_1.character_id,
    images_v3_2_1.s3_key,
    images_v3_2_1.s3_url,
    images_v3_2_1.thumbnail_key,
    images_v3_2_1.thumbnail_url,
    images_v3_2_1.prompt,
    images_v3_2_1.user_prompt,
    images_v3_2_1.negative_prompt,
    images_v3_2_1.seed,
    images_v3_2_1.status,
    images_v3_2_1.width,
    images_v3_2_1.height,
    images_v3_2_1.generation_error,
    images_v3_2_1.source_image_id,
    images_v3_2_1.edit_type,
    images_v3_2_1.edit_mask_s3_key,
    images_v3_2_1.edit_prompt,
    images_v3_2_1.scene,
    images_v3_2_1.environment,
    images_v3_2_1.outfit,
    images_v3_2_1.aspect_ratio,
    images_v3_2_1.quality_mode,
    images_v3_2_1.nsfw,
    images_v3_2_1.mask_coverage_pct,
    images_v3_2_1.origin,
    images_v3_2_1.engine,
    images_v3_2_1.workflow,
    images_v3_2_1.params,
    images_v3_2_1.job_id,
    images_v3_2_1.output_index,
    images_v3_2_1.root_image_id,
    images_v3_2_1.ancestors,
    images_v3_2_1.depth,
    images_v3_2_1.sha256,
    images_v3_2_1.bytes,
    images_v3_2_1.mask_sha256,
    images_v3_2_1.covered_pixels,
    images_v3_2_1.total_pixels,
    images_v3_2_1.favourite,
    images_v3_2_1.edits,
    images_v3_2_1.deleted_at,
    images_v3_2_1.erased,
    images_v3_2_1."position"
   FROM rm.images_v3_2_1;
CREATE TABLE rm.job_status_v3_2_1 (
    id uuid NOT NULL,
    batch_id uuid NOT NULL,
    user_id uuid NOT NULL,
    character_id uuid NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    attempt integer NOT NULL,
    backend_id text,
    engine text,
    workflow text NOT NULL,
    error jsonb,
    warnings text[] NOT NULL,
    negative_prompt_used boolean NOT NULL,
    has_negative_prompt boolean NOT NULL,
    source_image_id uuid,
    retry_of uuid,
    nsfw boolean NOT NULL,
    scene text,
    environment text,
    text text,
    width integer NOT NULL,
    height integer NOT NULL,
    image_ids uuid[] NOT NULL,
    requested_at timestamp(3) with time zone NOT NULL,
    started_at timestamp(3) with time zone,
    finished_at timestamp(3) with time zone,
    updated_at timestamp(3) with time zone NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT job_status_v3_2_1_kind_check CHECK ((kind = ANY (ARRAY['edit'::text, 'generation'::text]))),
    CONSTRAINT job_status_v3_2_1_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'dispatching'::text, 'running'::text, 'cancelling'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE VIEW public.job_status AS
 SELECT job.id,
    job.batch_id,
    job.user_id,
    job.character_id,
    job.kind,
    job.state,
    job.attempt,
    job.backend_id,
    job.engine,
    job.workflow,
    job.error,
    job.warnings,
    job.negative_prompt_used,
    job.has_negative_prompt,
    job.source_image_id,
    job.retry_of,
    (job.nsfw OR COALESCE(source.nsfw, false)) AS nsfw,
    job.scene,
    job.environment,
    job.text,
    job.width,
    job.height,
    job.image_ids,
    job.requested_at,
    job.started_at,
    job.finished_at,
    job.updated_at,
    job."position"
   FROM (rm.job_status_v3_2_1 job
     LEFT JOIN rm.images_v3_2_1 source ON ((source.id = job.source_image_id)));
CREATE TABLE rm.mask_coverage_v1_1 (
    id text NOT NULL COLLATE pg_catalog."C",
    day date NOT NULL,
    user_id uuid NOT NULL,
    character_id uuid NOT NULL,
    edits integer NOT NULL,
    covered_pixels bigint NOT NULL,
    total_pixels bigint NOT NULL,
    buckets integer[] NOT NULL,
    tenths jsonb NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT mask_coverage_v1_1_buckets_check CHECK ((cardinality(buckets) = 20)),
    CONSTRAINT mask_coverage_v1_1_edits_check CHECK ((edits > 0))
);
CREATE VIEW public.mask_coverage AS
 SELECT mask_coverage_v1_1.id,
    mask_coverage_v1_1.day,
    mask_coverage_v1_1.user_id,
    mask_coverage_v1_1.character_id,
    mask_coverage_v1_1.edits,
    mask_coverage_v1_1.covered_pixels,
    mask_coverage_v1_1.total_pixels,
    mask_coverage_v1_1.buckets,
    mask_coverage_v1_1.tenths,
    mask_coverage_v1_1."position"
   FROM rm.mask_coverage_v1_1;
CREATE TABLE public.schema_migrations (
    id integer NOT NULL,
    name character varying(255),
    batch integer,
    migration_time timestamp with time zone
);
CREATE SEQUENCE public.schema_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schema_migrations_id_seq OWNED BY public.schema_migrations.id;
CREATE TABLE public.schema_migrations_lock (
    index integer NOT NULL,
    is_locked integer
);
CREATE SEQUENCE public.schema_migrations_lock_index_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.schema_migrations_lock_index_seq OWNED BY public.schema_migrations_lock.index;
CREATE TABLE public.sessions (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    secret_hash text NOT NULL COLLATE pg_catalog."C",
    user_agent text,
    created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp(3) with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.users (
    id uuid NOT NULL,
    username text NOT NULL,
    password_hash text NOT NULL,
    role text NOT NULL,
    preferences jsonb DEFAULT '{"theme": "system", "showNsfw": false}'::jsonb NOT NULL,
    created_at timestamp(3) with time zone DEFAULT now() NOT NULL,
    CONSTRAINT users_role_check CHECK ((role = ANY (ARRAY['member'::text, 'admin'::text])))
);
CREATE TABLE rm.parked (
    subscription text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    event_id uuid NOT NULL,
    type text NOT NULL COLLATE pg_catalog."C",
    stream_id text NOT NULL COLLATE pg_catalog."C",
    attempts integer NOT NULL,
    error text NOT NULL,
    parked_at timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
    accepted_at timestamp(3) with time zone
);
CREATE TABLE rm.versions (
    subscription text NOT NULL COLLATE pg_catalog."C",
    group_name text NOT NULL COLLATE pg_catalog."C",
    "position" bigint DEFAULT 0 NOT NULL,
    shown boolean DEFAULT false NOT NULL,
    error text,
    opened_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    build text NOT NULL COLLATE pg_catalog."C",
    generation integer DEFAULT 1 NOT NULL,
    tables text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT versions_generation_check CHECK ((generation >= 1)),
    CONSTRAINT versions_position_check CHECK (("position" >= 0))
);
ALTER TABLE ONLY public.schema_migrations ALTER COLUMN id SET DEFAULT nextval('public.schema_migrations_id_seq'::regclass);
ALTER TABLE ONLY public.schema_migrations_lock ALTER COLUMN index SET DEFAULT nextval('public.schema_migrations_lock_index_seq'::regclass);
INSERT INTO es.checkpoints VALUES ('process:erasures', 19);
INSERT INTO es.checkpoints VALUES ('process:jobs', 21);
INSERT INTO es.data_keys VALUES ('8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', '\xbad17e1242170f44e306682961fb37587b297ca2db5f955a3f45df497b393185584b1473d244a4e220cc474e5e1a9685c6d5d398680fb9770418bc25', NULL);
INSERT INTO es.events VALUES (1, 'character-8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 0, DEFAULT, 'c865432c-94ce-5299-85c8-2672a68faa81', 'CharacterCreated', 1, '{"ownerId": "22700667-1848-48a8-8432-b10128d995b9", "profile": {"age": 27, "bio": "sealed:1:HfZGWCzqO_WAIS2aL4kb2cl1w_gyR-p8ZlPjqQ", "name": "sealed:1:4zM2_jz4_MIXK-tYNO3ph5ykvxr0CipDYUfQKMHNB4-2Je2qwg", "scars": false, "style": "realistic", "gender": "female", "handle": "sealed:1:K3UNo8zPBQH2SntEXYHT61ZP1QPw24t906XnfemV-cfv5z-snw", "tattoos": false, "bodyType": "athletic", "eyeColor": "green", "freckles": true, "ethnicity": "caucasian", "faceShape": "oval", "hairColor": "auburn", "hairStyle": "long wavy", "piercings": false, "skinColor": "light", "nsfwEnabled": false, "defaultOutfit": "sealed:1:hqlpND8nXZFX4vikG-G3MlGHWXow2bI0PAjyk91azGw81UxHpQy3QA"}, "createdAt": "2026-11-23T20:44:30.458Z", "characterId": "8a21d4cd-c471-441e-9c87-6cdbc92d4ca7"}', '{"actor": {"id": "22700667-1848-48a8-8432-b10128d995b9", "kind": "user"}, "causationId": "8a21d4cd-c471-441e-9c87-6cdbc92d4ca7/start/", "correlationId": "5c78467b-8fa4-433e-931a-789783f71498"}', '2026-11-23 20:44:30.543851+00');
INSERT INTO es.events VALUES (2, 'generationJob-2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 0, DEFAULT, 'e36a4862-8c40-5ad9-943f-54b35be0039c', 'GenerationRequested', 2, '{"jobId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490", "params": {"cfg": 1, "seed": 7, "steps": 9, "width": 1024, "height": 1024, "denoise": 1, "sampler": "res_multistep", "guidance": 0, "scheduler": "simple", "workflowId": "z-image-turbo", "workflowVersion": 1, "negativePromptUsed": false}, "prompt": "sealed:1:MDsAfQl7nXBi72FRO7Tyb8GBnZNTFBAt6_yxuRtm2vQCc62BE21-OPXhrKt0oGC8gRHKOxtwFoBa1zs1C-a7tA7LaDD7j1wPflhr8y8W4oM9B1AlHsLU63dHFRbmeqgXT0p-j7aYN1f2GH3gTv-1ytKOvAjJwq5kUDmaC12rvKjtUJRQat_jDGF20FYdJX5_mFe1Z6w5ry6LrveZdEOjMSfKn14IxMrdr6y7X6ruv-yq0mZ5GAxCRPQ_w0ewSil96nTDkrxfgIFG7QD7iafJ-XEWgS_Y_iUGjvUtDWl7tYDC-dDJy0fiY0T_Ub0oQvXB-45owS0p8o8Mg7J5wBa0no1Gq2hlsFoM1X-4kZgP4COTXUxinr4moCEZGmmEfMNECxeK0HF2WxGenZZO1ng9ojp-Lp3Meu2qnzeeqWYx55SlVnDRTr2E2ZfxladuBCGT", "studio": {"nsfw": false, "scene": "beach_day", "outfit": "sealed:1:DUNSWyKEfGw0xOSzL9TtpZKnWGt8gHNwcnJ7RT648saXEAvxoDpUUw", "aspectRatio": "1:1", "environment": "beach", "qualityMode": "draft"}, "batchId": "e9c493dd-95fc-596a-8f91-2f3fa3ac577d", "ownerId": "22700667-1848-48a8-8432-b10128d995b9", "userPrompt": "sealed:1:_si71F9szVMhxhNZq7cdQdjaphrtwvHC744bzmIj5PDCtD9Z5ADQIQ24oWbR", "characterId": "8a21d4cd-c471-441e-9c87-6cdbc92d4ca7", "outputCount": 1, "requestedAt": "2026-11-23T20:44:30.714Z", "negativePrompt": "sealed:1:BKCVhmNUA-7ri_NFV-OBA_mDDXNhFxEBhbGbneFjyI_Na5uy24IIBk62jnGoCwwEPceVnzfnwBmB4Twi_EVMnk2HDK1ejt18hERL3Pe4A-pqv8_lMzWRwuEup7W6PgfECB6VirFKYRHdJwDqZHYoLSWtQ4YddlLJ0mNu6d-VXRQWKejWYIyhHHuEJL0pobYOmgAaCvtLpRke1ohoEMr-wN6PgjuHNGyWeaEfyAD2opMYZwLV6wE_d1A2vhddkTeNCgoGZMYs_LzTF4RVsfQgcw2OPS9l"}', '{"actor": {"id": "22700667-1848-48a8-8432-b10128d995b9", "kind": "user"}, "causationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490/start/", "correlationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '2026-11-23 20:44:30.726095+00');
INSERT INTO es.events VALUES (3, 'generationJob-2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 1, DEFAULT, 'e1941fc9-514b-5cba-aaee-679d52b6059e', 'InputsUploaded', 1, '{"inputs": [], "attempt": 1, "backendId": "preview"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490/1/uploaded/preview", "correlationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '2026-11-23 20:44:30.794847+00');
INSERT INTO es.events VALUES (4, 'generationJob-2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 2, DEFAULT, '4637d3f5-3752-5751-ac1e-8aae2cb8048f', 'SubmissionStarted', 1, '{"engine": "preview", "attempt": 1, "backendId": "preview", "engineJobId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490", "workflowSha256": "542615bc7aa296d891bdb2ddc00ae3327f30af9bb85e5339a6f8b044d3c5d1ec"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490/1/submission/c8daed2a-a8a3-5404-a3cf-bd6b6d095566/1", "correlationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '2026-11-23 20:44:30.810355+00');
INSERT INTO es.events VALUES (5, 'generationJob-2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 3, DEFAULT, '28fc172c-ecaf-5649-929d-21ab2e1bd012', 'WorkflowQueued', 1, '{"attempt": 1, "engineJobId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490/1/queued", "correlationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '2026-11-23 20:44:30.881974+00');
INSERT INTO es.events VALUES (6, 'generationJob-2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 4, DEFAULT, '31070f3b-f78f-558a-8748-c2de6c2a3b65', 'OutputReceived', 1, '{"attempt": 1, "outputs": [{"ref": "output/persona-studio/2aa87a61-8ba4-4b2b-82bd-e7638b61c490_00001_.png", "index": 0}], "timings": {"startedAt": 1795466670861, "finishedAt": 1795466672086, "cachedNodes": 0}, "warnings": [], "engineJobId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490/1/received", "correlationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '2026-11-23 20:44:32.097374+00');
INSERT INTO es.events VALUES (7, 'imageAsset-48d6d017-d3db-5f41-80b8-2eed2e105390', 0, DEFAULT, '43f83999-9591-5335-90d8-00da743e9e4d', 'ImageAssetCreated', 2, '{"mime": "image/png", "bytes": 461682, "jobId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490", "width": 1024, "engine": "preview", "height": 1024, "origin": "generated", "params": {"cfg": 1, "seed": 7, "steps": 9, "width": 1024, "height": 1024, "denoise": 1, "sampler": "res_multistep", "guidance": 0, "scheduler": "simple", "workflowId": "z-image-turbo", "workflowVersion": 1, "negativePromptUsed": false}, "prompt": "sealed:1:wCl7qxKcDDeZLcISjAhgTLghUyf5a47Mnh6fRGH3ZIzHsWAr2caAneNKyOjuGEmgUKhOezxHh62gEnsFU3fPtwo98La9HNTnxEdNStRgYm7D7xe3T5TOGL7IXsDqThRqHaxL6_nqNYa6rhFbbORNT744vJtO4mSqsLR37UX9MULHY5fNp5FJyey6jCf1nekKDM54rasOeajIwUo-SMnOB5x_SQnNQ_jySHyvuaYMMcVlXomZkftfG0JRQQfbLzt7iALb2EprVLQ6ul7hWJavNFK8jlE4s9b3pzaaWdtHX63wC36_KGZuS0bxdQsVKey4NWi8y307C6p8lsXr6gRUVboht5E8bu7aSxVd3tHytl9Q97R5c7jQHQczkCBb6t13TX4UO3bpplC0Z8igMhGU4REkBDqIJm6L9rH-Yd3r5RAc0DTDdhu9ZZQY1s4iSel0", "sha256": "4193cf04a367102cb2cb722ee364b58e5f518e2d3d3473d31f248d877819f764", "studio": {"nsfw": false, "scene": "beach_day", "outfit": "sealed:1:__ax0Gy_-cxAfLv92bj7sjfGJA6qa5B0kEsehOwxOPGWmLoYoF52cw", "aspectRatio": "1:1", "environment": "beach", "qualityMode": "draft"}, "assetId": "48d6d017-d3db-5f41-80b8-2eed2e105390", "ownerId": "22700667-1848-48a8-8432-b10128d995b9", "ancestors": [], "createdAt": "2026-11-23T20:44:32.537Z", "editPrompt": null, "userPrompt": "sealed:1:PtNOjeuItHSUBiDh9tqGn-kTzlRC6Y9brUzkZs9RL_jgI3X2FgmQuRQgZJSA", "characterId": "8a21d4cd-c471-441e-9c87-6cdbc92d4ca7", "outputIndex": 0, "rootAssetId": "48d6d017-d3db-5f41-80b8-2eed2e105390", "negativePrompt": "sealed:1:qeAkMHVqH3obq1AvrV_zBJ8akN4FhNlkj5J8tLxdNPaPeBsV8Kzig1IARuevzdeN3IBMj7IFyEocazQFAaiXWlQNOKEzlupecMN4Fd8fh2xFZlIFJ4quHga15DZ_sHLjZy_kejtKbAi-mOygx85f3T2RauvgEYocikD_cPs8sqglyL4_bIKzKQFDZ__1hdfma-1ehr9yeil0uM2j-4VuBTu4bUhvS1JHDl9PHfKOq02MLUTc3E5s1jT8AeCaAEdpB2cgrNhSeNeVTW5zLOxf1uB2DerJ"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490/output/0", "correlationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '2026-11-23 20:44:32.54353+00');
INSERT INTO es.events VALUES (8, 'generationJob-2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 5, DEFAULT, 'cea3c886-d878-589a-8716-dae8dbf4cf16', 'OutputPersisted', 1, '{"mime": "image/png", "bytes": 461682, "index": 0, "width": 1024, "height": 1024, "sha256": "4193cf04a367102cb2cb722ee364b58e5f518e2d3d3473d31f248d877819f764", "assetId": "48d6d017-d3db-5f41-80b8-2eed2e105390"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490/1/output/0/persisted", "correlationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '2026-11-23 20:44:32.557789+00');
INSERT INTO es.events VALUES (9, 'generationJob-2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 6, DEFAULT, 'c437b1fb-af1c-566a-81f8-6e4166ef4ddc', 'JobCompleted', 1, '{"attempts": 1, "outputCount": 1}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490/1/completed", "correlationId": "2aa87a61-8ba4-4b2b-82bd-e7638b61c490"}', '2026-11-23 20:44:32.571516+00');
INSERT INTO es.events VALUES (10, 'editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 0, DEFAULT, 'd4dac206-d564-5fa3-8d5a-c65eb4093bfd', 'InpaintRequested', 1, '{"jobId": "32cf696a-16fd-4d18-9a37-132953c1f072", "params": {"cfg": 1, "area": "whole", "seed": 1363383007797514, "steps": 20, "width": 1024, "growPx": 0, "height": 1024, "denoise": 1, "sampler": "euler", "guidance": 30, "strength": 1, "featherPx": 8, "scheduler": "normal", "workflowId": "flux-fill-inpaint", "workflowVersion": 1, "negativePromptUsed": false}, "batchId": "cc704056-1d8f-5703-9f4c-c7b29543e125", "ownerId": "22700667-1848-48a8-8432-b10128d995b9", "editPrompt": "sealed:1:3MPzAPL-JWYn6t_glzpOBNhM_2XCRWEG8m_Shgx44BLb6K8r5Xszgw", "characterId": "8a21d4cd-c471-441e-9c87-6cdbc92d4ca7", "outputCount": 1, "requestedAt": "2026-11-23T20:44:32.880Z", "sourceWidth": 1024, "sourceHeight": 1024, "sourceSha256": "4193cf04a367102cb2cb722ee364b58e5f518e2d3d3473d31f248d877819f764", "sourceAssetId": "48d6d017-d3db-5f41-80b8-2eed2e105390", "negativePrompt": "sealed:1:g1uF0BXrxrtIhaNCPaL9hVqmjrK1IElJcVztxrecaQjgP_SNz-8isZPbdkmsY-sPqPF4xU5wp_t9BBLa53aXfvTlIqNK1F_rRgOs6SP-bLwjc0zcikl6r6ftJna7Wb-VR7pmBtXEGLlGIvtcr1M0SRJbrdz4Xmx2FRlMozCSUdaq0zNcvuEAZptxKV7Agoh9ZX95yUOJwaSiRGjFbrF1bwqA2Ya--LMfdynSJ3cp6rCpmv5EKkGmP0b3oZ53uGg_B0hRL9nmQKjgLx4v4u2P55CatYye"}', '{"actor": {"id": "22700667-1848-48a8-8432-b10128d995b9", "kind": "user"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/start/", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:32.884448+00');
INSERT INTO es.events VALUES (11, 'editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 1, DEFAULT, '392da924-459b-5af9-b780-9823c18b4c33', 'MaskStored', 1, '{"bbox": {"x": 200, "y": 200, "width": 200, "height": 200}, "bytes": 1511, "jobId": "32cf696a-16fd-4d18-9a37-132953c1f072", "width": 1024, "height": 1024, "maskSha256": "4b36c3a7d94cfa82cebe3baf9e97c43ced61db89a182a6810e3d264dbbe67da7", "totalPixels": 1048576, "coveredPixels": 40000}', '{"actor": {"id": "22700667-1848-48a8-8432-b10128d995b9", "kind": "user"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/start/", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:32.884662+00');
INSERT INTO es.events VALUES (12, 'editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 2, DEFAULT, 'b75a8c69-e440-50b0-8587-e4767837cfe3', 'InputsUploaded', 1, '{"inputs": [{"role": "source", "sha256": "415c8caf523928a13afe653740303c55eb8e4ac7874b58ef3eba610b2ab38913", "remoteName": "persona-studio/415c8caf523928a13afe653740303c55eb8e4ac7874b58ef3eba610b2ab38913.png"}], "attempt": 1, "backendId": "preview"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/1/uploaded/preview", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:33.164582+00');
INSERT INTO es.events VALUES (13, 'editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 3, DEFAULT, 'ff4eb5c8-2267-5f40-8caf-9ec23a0c3290', 'SubmissionStarted', 1, '{"engine": "preview", "attempt": 1, "backendId": "preview", "engineJobId": "32cf696a-16fd-4d18-9a37-132953c1f072", "workflowSha256": "d00d194cb734f3e77c589a3cebc2d0ac892a3c9c4b9c55d9d6932a459bca8973"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/1/submission/b7e6be60-7385-52a6-87a3-007079db5fd4/1", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:33.176266+00');
INSERT INTO es.events VALUES (19, 'generationJob-fce30b2f-f945-415e-af8d-478d3c0130e1', 0, DEFAULT, 'e6203a5a-32ee-5465-8ff0-e07257efa234', 'GenerationRequested', 2, '{"jobId": "fce30b2f-f945-415e-af8d-478d3c0130e1", "params": {"cfg": 1, "seed": 8, "steps": 9, "width": 1024, "height": 1024, "denoise": 1, "sampler": "res_multistep", "guidance": 0, "scheduler": "simple", "workflowId": "z-image-turbo", "workflowVersion": 1, "negativePromptUsed": false}, "prompt": "sealed:1:FqjpjPfwfOvOIXEW7dbrVxr0pUKqJOFrp5ThkwA_S0jkTAbm9HC15TGgD2Td7tfSkoaSpvx7nsj8MZkxSy2_F3I01EsGkZASs_Hq0v1oGJHQdHlqlzPWf4LjGsw-YqVd22vSusYIKh7wwJ9uRsEqKi6ahwHqa9aK7wc-_ovv0xDU_corrb1lQkJjcIFc57X3vaHa46K74k5Chr1AQluDfRroAgJVxeLR-BHm0En1zBEC61h5g8qJGU9PWLnjIBGgQL-IHdCpjeuGtwKyW2TmE9QOhmRjz0-lq-EKhYDiY9l-Enm1a3z8Y9VrxDdpQDsVtP8rL-5jKWTVYDGTSsJ0ymToi58zN-g5lnTxC4m9ag2mqVynTmgjLrSnnk0K4ziXQuoOb3B30oZdQvLQdfKvK2VzzENhtn1wrQleQQQ", "studio": {"nsfw": false, "scene": "beach_day", "outfit": "sealed:1:dPjldMAMyG8zJ2umegi85O4QTZOIi9UesEdgmupvu1AFBz4k9Kmaxw", "aspectRatio": "1:1", "environment": "beach", "qualityMode": "draft"}, "batchId": "0831f585-6363-5ac8-933b-0ad9ad0d9bfe", "ownerId": "22700667-1848-48a8-8432-b10128d995b9", "userPrompt": "sealed:1:ltXQNXx5oMMpfWIc6FFUsGKv5Q9G6OSJb9kJlA", "characterId": "8a21d4cd-c471-441e-9c87-6cdbc92d4ca7", "outputCount": 1, "requestedAt": "2026-11-23T20:44:35.322Z", "negativePrompt": "sealed:1:dac0c0YdsHUHuhDWW2DaDGnJpCeuv2GkVQ_HD5XhN6le5D7dDnU1S5ZkrJKQC3-075qwZo9Bt_JksPMLiBBRJ2QWiZhBUN3p2n4vqruVLeuHWghf6lzIMsr3ufkjcoRguG-geZtVhqGMMWFb-PIBXpULrDbRLYokjeYfObS-Kth-MAzw6csy56k_2uG9yEM0TjzSjg6q0wH_m1linc5Kn0S78QiIUQOsE_bxSI3Bc7FQK5VQihgN3D7bJD_690uLsAmWKD1waKKfw5HBW3T5UKWL7sva"}', '{"actor": {"id": "22700667-1848-48a8-8432-b10128d995b9", "kind": "user"}, "causationId": "fce30b2f-f945-415e-af8d-478d3c0130e1/start/", "correlationId": "fce30b2f-f945-415e-af8d-478d3c0130e1"}', '2026-11-23 20:44:35.324236+00');
INSERT INTO es.events VALUES (14, 'editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 4, DEFAULT, '4f10b6d9-0cc3-57be-ba4d-dd23ec2b58a2', 'WorkflowQueued', 1, '{"attempt": 1, "engineJobId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/1/queued", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:33.21602+00');
INSERT INTO es.events VALUES (15, 'editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 5, DEFAULT, '58a3ef6c-1dd5-55c0-b7d3-e398dccacbad', 'OutputReceived', 1, '{"attempt": 1, "outputs": [{"ref": "output/persona-studio/32cf696a-16fd-4d18-9a37-132953c1f072_00001_.png", "index": 0}], "timings": {"startedAt": 1795466673200, "finishedAt": 1795466674619, "cachedNodes": 1}, "warnings": [], "engineJobId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/1/received", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:34.626546+00');
INSERT INTO es.events VALUES (16, 'imageAsset-0c84e018-38b7-5e2c-a976-dda620ba8503', 0, DEFAULT, '48bab45d-3196-5816-95c0-accbfe2003df', 'ImageAssetCreated', 2, '{"mime": "image/png", "bytes": 502453, "jobId": "32cf696a-16fd-4d18-9a37-132953c1f072", "width": 1024, "engine": "preview", "height": 1024, "origin": "edited", "params": {"cfg": 1, "area": "whole", "seed": 1363383007797514, "steps": 20, "width": 1024, "growPx": 0, "height": 1024, "denoise": 1, "sampler": "euler", "guidance": 30, "strength": 1, "featherPx": 8, "scheduler": "normal", "workflowId": "flux-fill-inpaint", "workflowVersion": 1, "negativePromptUsed": false}, "prompt": "sealed:1:ARHRQdQQ8o3ii7iX3fA0-Io2hIDd1ivsXAEXkuPOkuY2kO0PYd9GpBxud5S12CF2iD1qx6Sgke1jCtxEmLw7hJTXBwrIWwixcMvhlkh6kS-_xrCta8odccsTt9umMbfHT3rv7-P7Q52PtZGPuLqZKfzv9BnfQAu7_MSc1BkQMORXMHJ9d4LM5d2pz8JuipbmSVj9MgbeQczCv6wIG47Qhbwv33xBO4gTpkRq0BgfdeMx0URK0LAqbOKKlBNvYoKEKBCVrOJjqC6gfh4SHoe9XpEovLkkZNIGODJ56GHR-urKllqIcMSgmXK9zigzk2nq3WcgDA2PT3p8D---8SGOzXGVz1ARIOWNrzrZQQvWHUWee9fV5_Ly2cZz5liaaNHMADlPz_2kKOJCWsgxo5NNUf5pLOSvCsuZUWaNJmcFV8K8pQXxUrNVjVGLlO_BTyss", "sha256": "7f067d04b9a33ade8947e53358287524c64b35a0f5738700c3a02b25364dd4a3", "studio": {"nsfw": false, "scene": "beach_day", "outfit": "sealed:1:GMQIAr8fqF1gKxilm_2VGjatMTW2GRyCqDqJ14p0AG4_GsXi5IGwPw", "aspectRatio": "1:1", "environment": "beach", "qualityMode": "draft"}, "assetId": "0c84e018-38b7-5e2c-a976-dda620ba8503", "ownerId": "22700667-1848-48a8-8432-b10128d995b9", "ancestors": ["48d6d017-d3db-5f41-80b8-2eed2e105390"], "createdAt": "2026-11-23T20:44:35.140Z", "editPrompt": "sealed:1:QJiOuZPxVvoLi6hA3Jbbt_uPQE1c6peU3i-KpjkZut3kWepizMjWwg", "maskSha256": "4b36c3a7d94cfa82cebe3baf9e97c43ced61db89a182a6810e3d264dbbe67da7", "userPrompt": "sealed:1:P7SxN-QBjCJZOhw_YxPX6fxkOPvPHzi-gjfLJ5KtsJLiSmPbVIzDsQtp7myl", "characterId": "8a21d4cd-c471-441e-9c87-6cdbc92d4ca7", "outputIndex": 0, "rootAssetId": "48d6d017-d3db-5f41-80b8-2eed2e105390", "totalPixels": 1048576, "coveredPixels": 40000, "parentAssetId": "48d6d017-d3db-5f41-80b8-2eed2e105390", "negativePrompt": "sealed:1:3Y-uyIjht2YGoBqosapAEa1ZiiqmgT3PLyPq5j2rBnkDekw5VG-P6z3C3UcHH_5MUKGwU5OBMcvIhJ-ZQY3JRKQhkq2r6ATZPgYyy-v-de536SNP85eOKnL90QJ9IKAtHFBO0vHJwn4C7ETq6M0rwLGElNRAEdrU_s8h5FzUe3VQwudWvj013UL-5eZ5cIjnvpxPVg6HDngfY_ks_zTSOmWSS9Fd3nV0uaIbyu5dKJTEZJLeMgLCdc6pQG5E1BKYamb3K-AJslY-C_HLKFO0pkMiWynv"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/output/0", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:35.147811+00');
INSERT INTO es.events VALUES (17, 'editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 6, DEFAULT, 'ae7edf1c-e7ff-52aa-88cd-0d5b8e844c28', 'OutputPersisted', 1, '{"mime": "image/png", "bytes": 502453, "index": 0, "width": 1024, "height": 1024, "sha256": "7f067d04b9a33ade8947e53358287524c64b35a0f5738700c3a02b25364dd4a3", "assetId": "0c84e018-38b7-5e2c-a976-dda620ba8503"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/1/output/0/persisted", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:35.159428+00');
INSERT INTO es.events VALUES (18, 'editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 7, DEFAULT, 'a7f6af0b-0e56-5710-9c9b-af6ce4d1eb6b', 'JobCompleted', 1, '{"attempts": 1, "outputCount": 1}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "32cf696a-16fd-4d18-9a37-132953c1f072/1/completed", "correlationId": "32cf696a-16fd-4d18-9a37-132953c1f072"}', '2026-11-23 20:44:35.162968+00');
INSERT INTO es.events VALUES (20, 'generationJob-fce30b2f-f945-415e-af8d-478d3c0130e1', 1, DEFAULT, '74bc5ae7-c737-5508-a8da-02c98e8b47a6', 'CancellationRequested', 1, '{}', '{"actor": {"id": "22700667-1848-48a8-8432-b10128d995b9", "kind": "user"}, "causationId": "6c0cf373-afd3-4e96-945f-bbe1c743feea", "correlationId": "fce30b2f-f945-415e-af8d-478d3c0130e1"}', '2026-11-23 20:44:35.356299+00');
INSERT INTO es.events VALUES (21, 'generationJob-fce30b2f-f945-415e-af8d-478d3c0130e1', 2, DEFAULT, '84f3ff82-d36e-5c6f-950e-af1ba7d70cf5', 'JobCancelled', 1, '{"phase": "waiting"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "fce30b2f-f945-415e-af8d-478d3c0130e1/cancelled", "correlationId": "fce30b2f-f945-415e-af8d-478d3c0130e1"}', '2026-11-23 20:44:35.369449+00');
INSERT INTO es.streams VALUES ('character-8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 0, false);
INSERT INTO es.streams VALUES ('imageAsset-48d6d017-d3db-5f41-80b8-2eed2e105390', 0, false);
INSERT INTO es.streams VALUES ('generationJob-2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 6, false);
INSERT INTO es.streams VALUES ('imageAsset-0c84e018-38b7-5e2c-a976-dda620ba8503', 0, false);
INSERT INTO es.streams VALUES ('editJob-32cf696a-16fd-4d18-9a37-132953c1f072', 7, false);
INSERT INTO es.streams VALUES ('generationJob-fce30b2f-f945-415e-af8d-478d3c0130e1', 2, false);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('f25e71b4-5928-5338-b800-7dc4a3c6f7ce', 'give-up', '2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 'generation', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-24 20:44:30.714+00', 'ready', NULL, NULL, 0, 0, 2, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('c8daed2a-a8a3-5404-a3cf-bd6b6d095566', 'run', '2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 'generation', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-23 20:44:30.774279+00', 'done', 'worker/27764/0', NULL, 1, 0, 1, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('e3d20c4d-6f9e-5eee-b38f-a052bda1db03', 'give-up', '32cf696a-16fd-4d18-9a37-132953c1f072', 'edit', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-24 20:44:32.88+00', 'ready', NULL, NULL, 0, 0, 4, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('b7e6be60-7385-52a6-87a3-007079db5fd4', 'run', '32cf696a-16fd-4d18-9a37-132953c1f072', 'edit', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-23 20:44:32.907362+00', 'done', 'worker/27764/0', NULL, 1, 0, 3, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('73e07022-a7f0-5eaa-a613-030f24397222', 'give-up', 'fce30b2f-f945-415e-af8d-478d3c0130e1', 'generation', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-24 20:44:35.322+00', 'ready', NULL, NULL, 0, 0, 6, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('0d336a3d-c1f5-5a78-880e-d0460efb7284', 'run', 'fce30b2f-f945-415e-af8d-478d3c0130e1', 'generation', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-23 20:44:35.353344+00', 'done', 'worker/27764/0', NULL, 1, 0, 5, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('e6f0bb9b-cc30-5a19-b350-157d2a6067db', 'cancel', 'fce30b2f-f945-415e-af8d-478d3c0130e1', 'generation', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-23 20:44:35.387241+00', 'ready', NULL, NULL, 0, 0, 7, NULL);
INSERT INTO es.turns VALUES ('22700667-1848-48a8-8432-b10128d995b9', 3);
INSERT INTO fleet.counts VALUES ('XGQK14gU1DVZISPtHd9RAylHF42oQbSBnbxm-ZSrtGo', 21, '2026-11-23 20:45:31.321471+00');
INSERT INTO fleet.counts VALUES ('n5W2ZmE9gUy4MQpVGJgv3q7FNShrdBYsylD1UV-0MA4', 6, '2026-11-23 20:45:30.414266+00');
INSERT INTO fleet.places VALUES ('039822a3-e91b-4eba-8571-6beb3ad2f4f2', '22700667-1848-48a8-8432-b10128d995b9', 1, 19, '2026-11-23 20:45:35.319496+00');
INSERT INTO public.schema_migrations VALUES (1, '0001-event-store.sql', 1, '2026-11-23 20:44:29.538+00');
INSERT INTO public.schema_migrations VALUES (2, '0002-accounts.sql', 1, '2026-11-23 20:44:29.563+00');
INSERT INTO public.schema_migrations VALUES (3, '0003-views.sql', 1, '2026-11-23 20:44:29.573+00');
INSERT INTO public.schema_migrations VALUES (4, '0004-blob-references.sql', 1, '2026-11-23 20:44:29.581+00');
INSERT INTO public.schema_migrations VALUES (5, '0005-view-rebuilds.sql', 1, '2026-11-23 20:44:29.586+00');
INSERT INTO public.schema_migrations VALUES (6, '0006-audit.sql', 1, '2026-11-23 20:44:29.588+00');
INSERT INTO public.schema_migrations VALUES (7, '0007-turns.sql', 1, '2026-11-23 20:44:29.59+00');
INSERT INTO public.schema_migrations VALUES (8, '0008-fleet.sql', 1, '2026-11-23 20:44:29.598+00');
INSERT INTO public.schema_migrations VALUES (9, '0009-task-traces.sql', 1, '2026-11-23 20:44:29.599+00');
INSERT INTO public.schema_migrations VALUES (10, '0010-destroyed-keys.sql', 1, '2026-11-23 20:44:29.602+00');
INSERT INTO public.schema_migrations VALUES (11, '0011-claims-without.sql', 1, '2026-11-23 20:44:29.604+00');
INSERT INTO public.schema_migrations VALUES (12, '0012-append-batch.sql', 1, '2026-11-23 20:44:29.605+00');
INSERT INTO public.schema_migrations VALUES (13, '0013-backups.sql', 1, '2026-11-23 20:44:29.606+00');
INSERT INTO public.schema_migrations_lock VALUES (1, 0);
INSERT INTO public.users VALUES ('22700667-1848-48a8-8432-b10128d995b9', 'ada', '$argon2id$v=19$m=19456,t=2,p=1$NZp/VXD8a8AY1xJbVE7Wpg$1fWQWcz9FeendRQqTlujMbuDg5icdu591jBDWySs4hQ', 'admin', '{"theme": "system", "showNsfw": false}', '2026-11-23 20:44:30.373+00');
INSERT INTO rm.activity_v1_1 VALUES ('2aa87a61-8ba4-4b2b-82bd-e7638b61c490', '22700667-1848-48a8-8432-b10128d995b9', '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'generation', '2026-11-23 20:44:30.714+00', 'z-image-turbo', 'preview', 'beach_day', 'beach', '1:1', 'draft', 'completed', NULL, 1, NULL, 1, 96, 1225, 1857, 9);
INSERT INTO rm.activity_v1_1 VALUES ('32cf696a-16fd-4d18-9a37-132953c1f072', '22700667-1848-48a8-8432-b10128d995b9', '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'edit', '2026-11-23 20:44:32.88+00', 'flux-fill-inpaint', 'preview', NULL, NULL, NULL, NULL, 'open', NULL, 1, NULL, 0, 296, 1419, NULL, 15);
INSERT INTO rm.characters_v3_2_1 VALUES ('8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', '22700667-1848-48a8-8432-b10128d995b9', 'Nova Lind', 'nova_demo', 'female', 'realistic', 27, 'caucasian', 'light', 'green', 'oval', 'long wavy', 'auburn', 'athletic', true, false, false, false, 'denim jacket', '', false, NULL, false, false, '2026-11-23 20:44:30.458+00', 1);
INSERT INTO rm.image_counts_v3_2_1 VALUES ('22700667-1848-48a8-8432-b10128d995b9/8a21d4cd-c471-441e-9c87-6cdbc92d4ca7/beach_day/beach/1:1/generated/false', '22700667-1848-48a8-8432-b10128d995b9', '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'beach_day', 'beach', '1:1', 'generated', false, 1);
INSERT INTO rm.image_counts_v3_2_1 VALUES ('22700667-1848-48a8-8432-b10128d995b9/8a21d4cd-c471-441e-9c87-6cdbc92d4ca7/beach_day/beach/1:1/edited/false', '22700667-1848-48a8-8432-b10128d995b9', '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'beach_day', 'beach', '1:1', 'edited', false, 1);
INSERT INTO rm.images_v3_2_1 VALUES ('0c84e018-38b7-5e2c-a976-dda620ba8503', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-23 20:44:35.14+00', DEFAULT, '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'image/7f/7f067d04b9a33ade8947e53358287524c64b35a0f5738700c3a02b25364dd4a3.png', '/api/v1/images/0c84e018-38b7-5e2c-a976-dda620ba8503/file', 'thumbnail-512/7f/7f067d04b9a33ade8947e53358287524c64b35a0f5738700c3a02b25364dd4a3.webp', '/api/v1/images/0c84e018-38b7-5e2c-a976-dda620ba8503/thumbnail', 'photograph, a 27-year-old Caucasian woman, long wavy auburn hair, green eyes, light skin, oval face, freckles, athletic build, wearing summer dress, on a sandy beach with the sea behind, day at the beach, carefree and sunny, bright sea light, holding a parasol, sharp focus, natural skin texture, high detail', 'holding a parasol', 'deformed, extra limbs, extra fingers, bad hands, bad anatomy, disfigured face, blurry, low quality, jpeg artifacts, watermark, text, nudity, nude, naked, nsfw, exposed breasts, genitals', 1363383007797514, 'completed', 1024, 1024, NULL, '48d6d017-d3db-5f41-80b8-2eed2e105390', 'inpaint', 'mask/4b/4b36c3a7d94cfa82cebe3baf9e97c43ced61db89a182a6810e3d264dbbe67da7.png', 'add a banana', 'beach_day', 'beach', 'summer dress', '1:1', 'draft', false, 3.8, 'edited', 'preview', 'flux-fill-inpaint', '{"cfg": 1, "area": "whole", "seed": 1363383007797514, "steps": 20, "width": 1024, "growPx": 0, "height": 1024, "denoise": 1, "sampler": "euler", "guidance": 30, "strength": 1, "featherPx": 8, "scheduler": "normal", "workflowId": "flux-fill-inpaint", "workflowVersion": 1, "negativePromptUsed": false}', '32cf696a-16fd-4d18-9a37-132953c1f072', 0, '48d6d017-d3db-5f41-80b8-2eed2e105390', '{48d6d017-d3db-5f41-80b8-2eed2e105390}', 1, '7f067d04b9a33ade8947e53358287524c64b35a0f5738700c3a02b25364dd4a3', 502453, '4b36c3a7d94cfa82cebe3baf9e97c43ced61db89a182a6810e3d264dbbe67da7', 40000, 1048576, false, 0, NULL, false, 16);
INSERT INTO rm.images_v3_2_1 VALUES ('48d6d017-d3db-5f41-80b8-2eed2e105390', '22700667-1848-48a8-8432-b10128d995b9', '2026-11-23 20:44:32.537+00', DEFAULT, '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'image/41/4193cf04a367102cb2cb722ee364b58e5f518e2d3d3473d31f248d877819f764.png', '/api/v1/images/48d6d017-d3db-5f41-80b8-2eed2e105390/file', 'thumbnail-512/41/4193cf04a367102cb2cb722ee364b58e5f518e2d3d3473d31f248d877819f764.webp', '/api/v1/images/48d6d017-d3db-5f41-80b8-2eed2e105390/thumbnail', 'photograph, a 27-year-old Caucasian woman, long wavy auburn hair, green eyes, light skin, oval face, freckles, athletic build, wearing summer dress, on a sandy beach with the sea behind, day at the beach, carefree and sunny, bright sea light, holding a parasol, sharp focus, natural skin texture, high detail', 'holding a parasol', 'deformed, extra limbs, extra fingers, bad hands, bad anatomy, disfigured face, blurry, low quality, jpeg artifacts, watermark, text, nudity, nude, naked, nsfw, exposed breasts, genitals', 7, 'completed', 1024, 1024, NULL, NULL, NULL, NULL, NULL, 'beach_day', 'beach', 'summer dress', '1:1', 'draft', false, NULL, 'generated', 'preview', 'z-image-turbo', '{"cfg": 1, "seed": 7, "steps": 9, "width": 1024, "height": 1024, "denoise": 1, "sampler": "res_multistep", "guidance": 0, "scheduler": "simple", "workflowId": "z-image-turbo", "workflowVersion": 1, "negativePromptUsed": false}', '2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 0, '48d6d017-d3db-5f41-80b8-2eed2e105390', '{}', 0, '4193cf04a367102cb2cb722ee364b58e5f518e2d3d3473d31f248d877819f764', 461682, NULL, NULL, NULL, false, 1, NULL, false, 16);
INSERT INTO rm.job_status_v3_2_1 VALUES ('2aa87a61-8ba4-4b2b-82bd-e7638b61c490', 'e9c493dd-95fc-596a-8f91-2f3fa3ac577d', '22700667-1848-48a8-8432-b10128d995b9', '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'generation', 'completed', 1, 'preview', 'preview', 'z-image-turbo', NULL, '{}', false, false, NULL, NULL, false, 'beach_day', 'beach', 'holding a parasol', 1024, 1024, '{48d6d017-d3db-5f41-80b8-2eed2e105390}', '2026-11-23 20:44:30.714+00', '2026-11-23 20:44:30.81+00', '2026-11-23 20:44:32.571+00', '2026-11-23 20:44:32.571+00', 9);
INSERT INTO rm.job_status_v3_2_1 VALUES ('32cf696a-16fd-4d18-9a37-132953c1f072', 'cc704056-1d8f-5703-9f4c-c7b29543e125', '22700667-1848-48a8-8432-b10128d995b9', '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'edit', 'completed', 1, 'preview', 'preview', 'flux-fill-inpaint', NULL, '{}', false, false, '48d6d017-d3db-5f41-80b8-2eed2e105390', NULL, false, NULL, NULL, 'add a banana', 1024, 1024, '{0c84e018-38b7-5e2c-a976-dda620ba8503}', '2026-11-23 20:44:32.88+00', '2026-11-23 20:44:33.176+00', '2026-11-23 20:44:35.162+00', '2026-11-23 20:44:35.162+00', 18);
INSERT INTO rm.job_status_v3_2_1 VALUES ('fce30b2f-f945-415e-af8d-478d3c0130e1', '0831f585-6363-5ac8-933b-0ad9ad0d9bfe', '22700667-1848-48a8-8432-b10128d995b9', '8a21d4cd-c471-441e-9c87-6cdbc92d4ca7', 'generation', 'cancelled', 0, NULL, NULL, 'z-image-turbo', NULL, '{}', false, false, NULL, NULL, false, 'beach_day', 'beach', '', 1024, 1024, '{}', '2026-11-23 20:44:35.322+00', NULL, '2026-11-23 20:44:35.369+00', '2026-11-23 20:44:35.369+00', 21);
INSERT INTO rm.versions VALUES ('insights@1.1', 'insights', 15, true, NULL, '2026-11-23 20:44:29.731442+00', 'insights@1.1', 1, '{rm.mask_coverage_v1_1,rm.activity_v1_1}');
INSERT INTO rm.versions VALUES ('views@3.2.1', 'views', 21, true, NULL, '2026-11-23 20:44:29.683722+00', 'views@3.2.1', 1, '{rm.images_v3_2_1,rm.image_counts_v3_2_1,rm.job_status_v3_2_1,rm.characters_v3_2_1}');
SELECT pg_catalog.setval('es.position_seq', 21, true);
SELECT pg_catalog.setval('es.tasks_enqueued_seq', 7, true);
SELECT pg_catalog.setval('es.turn_seq', 3, true);
SELECT pg_catalog.setval('public.schema_migrations_id_seq', 13, true);
SELECT pg_catalog.setval('public.schema_migrations_lock_index_seq', 1, true);
ALTER TABLE ONLY es.backups
    ADD CONSTRAINT backups_pkey PRIMARY KEY (taken_at);
ALTER TABLE ONLY es.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (subscription);
ALTER TABLE ONLY es.data_keys
    ADD CONSTRAINT data_keys_pkey PRIMARY KEY (subject);
ALTER TABLE ONLY es.events
    ADD CONSTRAINT events_event_id UNIQUE (event_id);
ALTER TABLE ONLY es.events
    ADD CONSTRAINT events_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY es.events
    ADD CONSTRAINT events_stream_revision UNIQUE (stream_id, revision);
ALTER TABLE ONLY es.streams
    ADD CONSTRAINT streams_pkey PRIMARY KEY (stream_id);
ALTER TABLE ONLY es.tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (task_id);
ALTER TABLE ONLY es.turns
    ADD CONSTRAINT turns_pkey PRIMARY KEY (owner_id);
ALTER TABLE ONLY fleet.counts
    ADD CONSTRAINT counts_pkey PRIMARY KEY (key);
ALTER TABLE ONLY fleet.places
    ADD CONSTRAINT places_pkey PRIMARY KEY (hold_id);
ALTER TABLE ONLY fleet.previews
    ADD CONSTRAINT previews_pkey PRIMARY KEY (job_id);
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY (user_id, image_id);
ALTER TABLE ONLY public.schema_migrations_lock
    ADD CONSTRAINT schema_migrations_lock_pkey PRIMARY KEY (index);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_secret_hash_key UNIQUE (secret_hash);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.activity_v1_1
    ADD CONSTRAINT activity_v1_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.characters_v3_2_1
    ADD CONSTRAINT characters_v3_2_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.image_counts_v3_2_1
    ADD CONSTRAINT image_counts_v3_2_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.images_v3_2_1
    ADD CONSTRAINT images_v3_2_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.job_status_v3_2_1
    ADD CONSTRAINT job_status_v3_2_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.mask_coverage_v1_1
    ADD CONSTRAINT mask_coverage_v1_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.parked
    ADD CONSTRAINT parked_pkey PRIMARY KEY (subscription, "position");
ALTER TABLE ONLY rm.versions
    ADD CONSTRAINT versions_pkey PRIMARY KEY (subscription);
CREATE INDEX data_keys_destroyed ON es.data_keys USING btree (subject) WHERE (destroyed_at IS NOT NULL);
CREATE INDEX events_acts ON es.events USING btree (((meta #>> '{actor,id}'::text[])), "position") WHERE ((meta #>> '{actor,kind}'::text[]) = 'user'::text);
CREATE INDEX events_blobs ON es.events USING btree (((data ->> 'sha256'::text))) WHERE (type = ANY (ARRAY['ImageAssetCreated'::text, 'ReferenceSet'::text]));
CREATE INDEX events_correlation ON es.events USING btree (((meta ->> 'correlationId'::text)), "position");
CREATE INDEX events_masks ON es.events USING btree (((data ->> 'maskSha256'::text))) WHERE (type = ANY (ARRAY['ImageAssetCreated'::text, 'MaskStored'::text]));
CREATE INDEX tasks_open ON es.tasks USING btree (run_at) WHERE (state <> 'done'::text);
CREATE INDEX api_tokens_user ON public.api_tokens USING btree (user_id);
CREATE INDEX sessions_user ON public.sessions USING btree (user_id);
CREATE UNIQUE INDEX users_username ON public.users USING btree (lower(username));
CREATE INDEX activity_v1_1_owner ON rm.activity_v1_1 USING btree (user_id, requested_at);
CREATE INDEX activity_v1_1_requested ON rm.activity_v1_1 USING btree (requested_at);
CREATE INDEX activity_v1_1_retries ON rm.activity_v1_1 USING btree (retry_of) WHERE (retry_of IS NOT NULL);
CREATE INDEX characters_v3_2_1_handle ON rm.characters_v3_2_1 USING btree (user_id, lower(handle)) WHERE (NOT erased);
CREATE INDEX characters_v3_2_1_owner ON rm.characters_v3_2_1 USING btree (user_id, archived, created_at DESC, id DESC) WHERE (NOT erased);
CREATE INDEX image_counts_v3_2_1_owner ON rm.image_counts_v3_2_1 USING btree (user_id);
CREATE INDEX images_v3_2_1_aspect_ratio ON rm.images_v3_2_1 USING btree (user_id, aspect_ratio, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v3_2_1_changes ON rm.images_v3_2_1 USING btree (user_id, "position");
CREATE INDEX images_v3_2_1_character ON rm.images_v3_2_1 USING btree (user_id, character_id, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v3_2_1_environment ON rm.images_v3_2_1 USING btree (user_id, environment, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v3_2_1_favourites ON rm.images_v3_2_1 USING btree (user_id, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased) AND favourite);
CREATE INDEX images_v3_2_1_job ON rm.images_v3_2_1 USING btree (job_id, output_index) WHERE (job_id IS NOT NULL);
CREATE INDEX images_v3_2_1_origin ON rm.images_v3_2_1 USING btree (user_id, origin, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v3_2_1_outfit ON rm.images_v3_2_1 USING btree (user_id, outfit, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v3_2_1_owner ON rm.images_v3_2_1 USING btree (user_id, created_at DESC, id DESC) INCLUDE (width, height) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v3_2_1_quality_mode ON rm.images_v3_2_1 USING btree (user_id, quality_mode, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v3_2_1_root ON rm.images_v3_2_1 USING btree (root_image_id);
CREATE INDEX images_v3_2_1_scene ON rm.images_v3_2_1 USING btree (user_id, scene, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v3_2_1_search ON rm.images_v3_2_1 USING gin (search);
CREATE INDEX images_v3_2_1_source ON rm.images_v3_2_1 USING btree (source_image_id) WHERE (source_image_id IS NOT NULL);
CREATE INDEX images_v3_2_1_trash ON rm.images_v3_2_1 USING btree (user_id, created_at DESC, id DESC) WHERE ((deleted_at IS NOT NULL) AND (NOT erased));
CREATE INDEX job_status_v3_2_1_active ON rm.job_status_v3_2_1 USING btree (user_id, requested_at DESC, id DESC) WHERE (state = ANY (ARRAY['queued'::text, 'dispatching'::text, 'running'::text, 'cancelling'::text]));
CREATE INDEX job_status_v3_2_1_changes ON rm.job_status_v3_2_1 USING btree (user_id, "position");
CREATE INDEX job_status_v3_2_1_character ON rm.job_status_v3_2_1 USING btree (user_id, character_id, requested_at DESC, id DESC);
CREATE INDEX job_status_v3_2_1_durations ON rm.job_status_v3_2_1 USING btree (user_id, kind, finished_at DESC) WHERE (state = 'completed'::text);
CREATE INDEX job_status_v3_2_1_line ON rm.job_status_v3_2_1 USING btree (requested_at, id) WHERE (state = ANY (ARRAY['queued'::text, 'dispatching'::text]));
CREATE INDEX job_status_v3_2_1_owner ON rm.job_status_v3_2_1 USING btree (user_id, requested_at DESC, id DESC);
CREATE INDEX mask_coverage_v1_1_day ON rm.mask_coverage_v1_1 USING btree (day);
CREATE INDEX mask_coverage_v1_1_owner ON rm.mask_coverage_v1_1 USING btree (user_id, day);
CREATE UNIQUE INDEX versions_shown ON rm.versions USING btree (group_name) WHERE shown;
CREATE TRIGGER events_append_only BEFORE DELETE OR UPDATE ON es.events FOR EACH ROW EXECUTE FUNCTION es.refuse_change();
CREATE TRIGGER events_never_truncated BEFORE TRUNCATE ON es.events FOR EACH STATEMENT EXECUTE FUNCTION es.refuse_change();
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.drafts
    ADD CONSTRAINT drafts_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY rm.images_v3_2_1
    ADD CONSTRAINT images_v3_2_1_source_image_id_fkey FOREIGN KEY (source_image_id) REFERENCES rm.images_v3_2_1(id);
ALTER TABLE ONLY rm.parked
    ADD CONSTRAINT parked_subscription_fkey FOREIGN KEY (subscription) REFERENCES rm.versions(subscription) ON DELETE CASCADE;
RESET check_function_bodies;
