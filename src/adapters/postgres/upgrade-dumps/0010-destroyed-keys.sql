-- Written by .ci/upgrade-dump.mjs, once; never changed.
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
CREATE TABLE rm.characters_v2_1_1 (
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
    CONSTRAINT characters_v2_1_1_age_check CHECK ((age >= 18))
);
CREATE VIEW public.characters AS
 SELECT characters_v2_1_1.id,
    characters_v2_1_1.user_id,
    characters_v2_1_1.name,
    characters_v2_1_1.handle,
    characters_v2_1_1.gender,
    characters_v2_1_1.style,
    characters_v2_1_1.age,
    characters_v2_1_1.ethnicity,
    characters_v2_1_1.skin_color,
    characters_v2_1_1.eye_color,
    characters_v2_1_1.face_shape,
    characters_v2_1_1.hair_style,
    characters_v2_1_1.hair_color,
    characters_v2_1_1.body_type,
    characters_v2_1_1.freckles,
    characters_v2_1_1.scars,
    characters_v2_1_1.tattoos,
    characters_v2_1_1.piercings,
    characters_v2_1_1.default_outfit,
    characters_v2_1_1.bio,
    characters_v2_1_1.nsfw_enabled,
    characters_v2_1_1.reference_sha256,
    characters_v2_1_1.archived,
    characters_v2_1_1.erased,
    characters_v2_1_1.created_at,
    characters_v2_1_1."position"
   FROM rm.characters_v2_1_1;
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
CREATE TABLE rm.image_counts_v2_1_1 (
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
 SELECT image_counts_v2_1_1.id,
    image_counts_v2_1_1.user_id,
    image_counts_v2_1_1.character_id,
    image_counts_v2_1_1.scene,
    image_counts_v2_1_1.environment,
    image_counts_v2_1_1.aspect_ratio,
    image_counts_v2_1_1.origin,
    image_counts_v2_1_1.favourite,
    image_counts_v2_1_1.total
   FROM rm.image_counts_v2_1_1;
CREATE TABLE rm.images_v2_1_1 (
    id uuid NOT NULL,
    character_id uuid NOT NULL,
    user_id uuid NOT NULL,
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
    created_at timestamp(3) with time zone NOT NULL,
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
    search tsvector GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, ((((COALESCE(prompt, ''::text) || ' '::text) || COALESCE(user_prompt, ''::text)) || ' '::text) || COALESCE(edit_prompt, ''::text)))) STORED,
    CONSTRAINT images_v2_1_1_check CHECK (((seed IS NOT NULL) OR (origin = 'uploaded'::text))),
    CONSTRAINT images_v2_1_1_check1 CHECK (((origin = 'edited'::text) = ((edit_type IS NOT NULL) AND (source_image_id IS NOT NULL)))),
    CONSTRAINT images_v2_1_1_mask_coverage_pct_check CHECK (((mask_coverage_pct >= (0)::numeric) AND (mask_coverage_pct <= (100)::numeric))),
    CONSTRAINT images_v2_1_1_origin_check CHECK ((origin = ANY (ARRAY['generated'::text, 'edited'::text, 'uploaded'::text]))),
    CONSTRAINT images_v2_1_1_status_check CHECK ((status = 'completed'::text))
);
CREATE VIEW public.images AS
 SELECT images_v2_1_1.id,
    images_v2_1_1.character_id,
    images_v2_1_1.user_id,
    images_v2_1_1.s3_key,
    images_v2_1_1.s3_url,
    images_v2_1_1.thumbnail_key,
    images_v2_1_1.thumbnail_url,
    images_v2_1_1.prompt,
    images_v2_1_1.user_prompt,
    images_v2_1_1.negative_prompt,
    images_v2_1_1.seed,
    images_v2_1_1.status,
    images_v2_1_1.width,
    images_v2_1_1.height,
    images_v2_1_1.generation_error,
    images_v2_1_1.source_image_id,
    images_v2_1_1.edit_type,
    images_v2_1_1.edit_mask_s3_key,
    images_v2_1_1.edit_prompt,
    images_v2_1_1.scene,
    images_v2_1_1.environment,
    images_v2_1_1.outfit,
    images_v2_1_1.aspect_ratio,
    images_v2_1_1.quality_mode,
    images_v2_1_1.nsfw,
    images_v2_1_1.mask_coverage_pct,
    images_v2_1_1.created_at,
    images_v2_1_1.origin,
    images_v2_1_1.engine,
    images_v2_1_1.workflow,
    images_v2_1_1.params,
    images_v2_1_1.job_id,
    images_v2_1_1.output_index,
    images_v2_1_1.root_image_id,
    images_v2_1_1.ancestors,
    images_v2_1_1.depth,
    images_v2_1_1.sha256,
    images_v2_1_1.bytes,
    images_v2_1_1.mask_sha256,
    images_v2_1_1.covered_pixels,
    images_v2_1_1.total_pixels,
    images_v2_1_1.favourite,
    images_v2_1_1.edits,
    images_v2_1_1.deleted_at,
    images_v2_1_1.erased,
    images_v2_1_1."position",
    images_v2_1_1.search
   FROM rm.images_v2_1_1;
CREATE TABLE rm.job_status_v2_1_1 (
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
    text text,
    width integer NOT NULL,
    height integer NOT NULL,
    image_ids uuid[] NOT NULL,
    requested_at timestamp(3) with time zone NOT NULL,
    started_at timestamp(3) with time zone,
    finished_at timestamp(3) with time zone,
    updated_at timestamp(3) with time zone NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT job_status_v2_1_1_kind_check CHECK ((kind = ANY (ARRAY['edit'::text, 'generation'::text]))),
    CONSTRAINT job_status_v2_1_1_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'dispatching'::text, 'running'::text, 'cancelling'::text, 'completed'::text, 'failed'::text, 'cancelled'::text])))
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
    job.text,
    job.width,
    job.height,
    job.image_ids,
    job.requested_at,
    job.started_at,
    job.finished_at,
    job.updated_at,
    job."position"
   FROM (rm.job_status_v2_1_1 job
     LEFT JOIN rm.images_v2_1_1 source ON ((source.id = job.source_image_id)));
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
INSERT INTO es.checkpoints VALUES ('process:jobs', 21);
INSERT INTO es.checkpoints VALUES ('process:erasures', 21);
INSERT INTO es.data_keys VALUES ('a59b98ab-cae8-4595-ae51-982784d114a3', '\x50b54aaed1c6cfecadf5ccb273c8f3fd2408c624a4724cab7929ac8b3fc20e0785cdf00fcd440ef1ff404393bef59d10a768932ba272ff928c989960', NULL);
INSERT INTO es.events VALUES (1, 'character-a59b98ab-cae8-4595-ae51-982784d114a3', 0, DEFAULT, 'b2de0c92-3f44-53e3-9fe9-f4724873cedc', 'CharacterCreated', 1, '{"ownerId": "60882012-dda9-4c4b-90bb-9ce61db1830b", "profile": {"age": 27, "bio": "sealed:1:Pjoy7PiK9-3GKSaPrvTnl4SIX3wXnoOiT_3Ekg", "name": "sealed:1:W7mMIPtgMkqLk9L1Bo5Q4fdnS9SzgIrVsROXwquNWJv1NjNR5A", "scars": false, "style": "realistic", "gender": "female", "handle": "sealed:1:jlEDTObV2abpV5xwY81ocVGQuZFa0fF1P0awrNywnXBTHdQc-w", "tattoos": false, "bodyType": "athletic", "eyeColor": "green", "freckles": true, "ethnicity": "caucasian", "faceShape": "oval", "hairColor": "auburn", "hairStyle": "long wavy", "piercings": false, "skinColor": "light", "nsfwEnabled": false, "defaultOutfit": "sealed:1:QJUO3UJ_y3WLoCUcp-HLmEc0kyQDU9cFraPayBgvFmc40RCCfcgKzw"}, "createdAt": "2026-11-23T13:39:55.677Z", "characterId": "a59b98ab-cae8-4595-ae51-982784d114a3"}', '{"actor": {"id": "60882012-dda9-4c4b-90bb-9ce61db1830b", "kind": "user"}, "causationId": "a59b98ab-cae8-4595-ae51-982784d114a3/start/", "correlationId": "00a3d0ab-b862-4e8d-a4a9-3fcca1f51632"}', '2026-11-23 13:39:55.90548+00');
INSERT INTO es.events VALUES (2, 'generationJob-f8826022-41ae-4b38-bde5-869b68d99b37', 0, DEFAULT, '9101f4ba-42d6-5cbd-be56-7378e2d24357', 'GenerationRequested', 1, '{"jobId": "f8826022-41ae-4b38-bde5-869b68d99b37", "params": {"cfg": 1, "seed": 7, "steps": 9, "width": 1024, "height": 1024, "denoise": 1, "sampler": "res_multistep", "guidance": 0, "scheduler": "simple", "workflowId": "z-image-turbo", "workflowVersion": 1, "negativePromptUsed": false}, "prompt": "sealed:1:oYV7k6qz4dTmqefi5icUeEHBjaKqwmGdUgriWkKbdIs2MF7q1fysvvkNxLuwzD1GUjlq3GajhlDU-PGRgpSNItJSUJO681d0d_1tQsQrLdtIe4LreIY44C-qb7K0tMc6FboUB85tFBM_0UBfr8wm3RSNaGxCG9moH-djdwCfqHCi_35GQDlTREIX4WcycM0_6Kr_wU3yxUuVrGv8Mxiy2qpnHRQXXcRXWluzoOq188r4u1em4xeo6crhQbSvevdjyRj9AVJJsTxrbDSaPltm5zKB7UCJBN8dSMJ2tCPr_K1ujzT2OfonRFQUBEt8JpGxYhhtU9kzOzkA2YdxyHxwG6IvW-l6bZvXOmiVx6v-EeMJKktTYoTuDRxQogeSPERGaYNor_dhELx_SACEHgfy7aonseRw4Uc7kNPt7zHD0wP9fN371bCKBLzB8i_Ifu6Y", "studio": {"nsfw": false, "scene": "beach_day", "outfit": "summer dress", "aspectRatio": "1:1", "environment": "beach", "qualityMode": "draft"}, "batchId": "3ee957e3-368a-5744-b9d8-176c078effac", "ownerId": "60882012-dda9-4c4b-90bb-9ce61db1830b", "userPrompt": "sealed:1:Ym28Qq4mmAX1JUuNkj1s-pBxdB4UF4L7dt8q9odz4Er8RH8OyoQJ1K_0fcaC", "characterId": "a59b98ab-cae8-4595-ae51-982784d114a3", "outputCount": 1, "requestedAt": "2026-11-23T13:39:57.289Z", "negativePrompt": "sealed:1:JXan5HTILJ5Z8-9K7yMChXZYvGN02iHVpFi9SS5cNzpZQ9tregWbVuxgnRI1ORNEZHwIEsvMS7Qj3xeQG42ED90nZG32m2tT91qjUIHyZkiLgdMInJEAJgW3iLIC_TrpM6Lj03DpX8_f5JCfgGeb-ZNj1hhQeTS51QuURsg9Jus95Xo1jQ7CTDZD0ENs7l_bUzYK7lSFGcj1RuXz6Pz3yZj-KhpHI6G5uOfjDIWttc_qH2VokIPDQzEP8HYeKwB1SupUWmF60w48FjUge6J5iua4ugjr"}', '{"actor": {"id": "60882012-dda9-4c4b-90bb-9ce61db1830b", "kind": "user"}, "causationId": "f8826022-41ae-4b38-bde5-869b68d99b37/start/", "correlationId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '2026-11-23 13:39:57.306008+00');
INSERT INTO es.events VALUES (3, 'generationJob-f8826022-41ae-4b38-bde5-869b68d99b37', 1, DEFAULT, '5ee7c26a-01cd-547e-8df6-4a2645dfb76a', 'InputsUploaded', 1, '{"inputs": [], "attempt": 1, "backendId": "preview"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "f8826022-41ae-4b38-bde5-869b68d99b37/1/uploaded/preview", "correlationId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '2026-11-23 13:39:57.572077+00');
INSERT INTO es.events VALUES (4, 'generationJob-f8826022-41ae-4b38-bde5-869b68d99b37', 2, DEFAULT, '6dca83df-7965-54c4-aa29-bc25da298bd8', 'SubmissionStarted', 1, '{"engine": "preview", "attempt": 1, "backendId": "preview", "engineJobId": "f8826022-41ae-4b38-bde5-869b68d99b37", "workflowSha256": "ef78f49da818b0f3fa958febb422b33ef5846c75c408ced6e5a6a90c4b27deb2"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "f8826022-41ae-4b38-bde5-869b68d99b37/1/submission/032493fe-f9b4-56a0-89f0-7ec9deb1ded9/1", "correlationId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '2026-11-23 13:39:57.653909+00');
INSERT INTO es.events VALUES (5, 'generationJob-f8826022-41ae-4b38-bde5-869b68d99b37', 3, DEFAULT, 'a7fac517-ecc1-5456-924d-cc9b0dc4b59a', 'WorkflowQueued', 1, '{"attempt": 1, "engineJobId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "f8826022-41ae-4b38-bde5-869b68d99b37/1/queued", "correlationId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '2026-11-23 13:39:57.970158+00');
INSERT INTO es.events VALUES (6, 'generationJob-f8826022-41ae-4b38-bde5-869b68d99b37', 4, DEFAULT, '66d1f82f-d982-5b3e-917f-3b178a5802f0', 'OutputReceived', 1, '{"attempt": 1, "outputs": [{"ref": "output/persona-studio/f8826022-41ae-4b38-bde5-869b68d99b37_00001_.png", "index": 0}], "timings": {"startedAt": 1795441197853, "finishedAt": 1795441201762, "cachedNodes": 0}, "warnings": [], "engineJobId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "f8826022-41ae-4b38-bde5-869b68d99b37/1/received", "correlationId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '2026-11-23 13:40:01.827447+00');
INSERT INTO es.events VALUES (7, 'imageAsset-53e2f2a2-08ea-5d14-85e1-615118254902', 0, DEFAULT, '99026448-62cd-5105-ab1b-86b178d826fd', 'ImageAssetCreated', 1, '{"mime": "image/png", "bytes": 461680, "jobId": "f8826022-41ae-4b38-bde5-869b68d99b37", "width": 1024, "engine": "preview", "height": 1024, "origin": "generated", "params": {"cfg": 1, "seed": 7, "steps": 9, "width": 1024, "height": 1024, "denoise": 1, "sampler": "res_multistep", "guidance": 0, "scheduler": "simple", "workflowId": "z-image-turbo", "workflowVersion": 1, "negativePromptUsed": false}, "prompt": "sealed:1:llFoteRX9NihOquryAJkS8cPT89kleVR4bP5yKpWsFH26GQC7CO2NpuZqi9x_yj9NfGvoZOsAFViBIpRiGaU-V3p4TGRhhXEUNOIsZvAQp6Zm_-dcHIjeKKTliCYwh6V1aBAMl_1uPSre2T5pwo5awiwikvGX6vfWhzWZfYWcFYIE20dhaCSrbfACfdvpDWOOwjs2CpSWppb4U0CjXjSO3ZMYLiyk5mwObE-llXT6az5o26M99XzrXjqrOux00Lk8tqmeMivScw_R_vpW3_PvI7r7VxmgAE-8s0pIw0G9F9-D_TCSjlTVWjW1BnIMykVpgT9KxCfqiJiisiWMZe4T5EL5BeI_JLDYxkAUcYdnlEJfNiubVfRmhq_DUt0JNOAgO1JNWVsRcAA9XZZL7m5uJl6JfYOKbsn3i7dXZyqNthJBlCe_noWziwzg0ksUrHz", "sha256": "0f3c4b56db69ef8f4de81a4d9a73176ca0276b53c5766f5c8231fd1349e5de77", "studio": {"nsfw": false, "scene": "beach_day", "outfit": "summer dress", "aspectRatio": "1:1", "environment": "beach", "qualityMode": "draft"}, "assetId": "53e2f2a2-08ea-5d14-85e1-615118254902", "ownerId": "60882012-dda9-4c4b-90bb-9ce61db1830b", "ancestors": [], "createdAt": "2026-11-23T13:40:04.187Z", "editPrompt": null, "userPrompt": "sealed:1:PdiX_zlCW2cV5oitVy77SRTmWJTEfduIoCmfWEK0qHpBUfCk_wsCivYrCs3A", "characterId": "a59b98ab-cae8-4595-ae51-982784d114a3", "outputIndex": 0, "rootAssetId": "53e2f2a2-08ea-5d14-85e1-615118254902", "negativePrompt": "sealed:1:y0HxLCynLiRudJct0UuimY_dVlFxlHwbr-UQoiZu9oBjJ0J8aej3IPRH0MP3TOzj8BBZK2XnKdGCfdWWmdEIjL5bo1KRyYKrZsdb_GYLzZu3y1Vli_MDYSVCD2zPnsBw4XT79Jg_xGv1lhJyEBb4pi8odDG7EcxbtopW2Q1NyOSz5C8gZC7e09Lmu065eZcsVMHTxSU0wWgtTDt43u8_549x1y53LPTjqT98-DFb8Tm7UayJGPTKPXhzIpsFuICSL2LI5uXbvD7kYdwdiLN99WgliNIJ"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "f8826022-41ae-4b38-bde5-869b68d99b37/output/0", "correlationId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '2026-11-23 13:40:04.194498+00');
INSERT INTO es.events VALUES (8, 'generationJob-f8826022-41ae-4b38-bde5-869b68d99b37', 5, DEFAULT, 'c13e2ea3-a5dc-5115-9fbd-f8c616b9acd5', 'OutputPersisted', 1, '{"mime": "image/png", "bytes": 461680, "index": 0, "width": 1024, "height": 1024, "sha256": "0f3c4b56db69ef8f4de81a4d9a73176ca0276b53c5766f5c8231fd1349e5de77", "assetId": "53e2f2a2-08ea-5d14-85e1-615118254902"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "f8826022-41ae-4b38-bde5-869b68d99b37/1/output/0/persisted", "correlationId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '2026-11-23 13:40:04.317629+00');
INSERT INTO es.events VALUES (9, 'generationJob-f8826022-41ae-4b38-bde5-869b68d99b37', 6, DEFAULT, '26b33959-8bdd-5aa3-93b8-207c6db93d41', 'JobCompleted', 1, '{"attempts": 1, "outputCount": 1}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "f8826022-41ae-4b38-bde5-869b68d99b37/1/completed", "correlationId": "f8826022-41ae-4b38-bde5-869b68d99b37"}', '2026-11-23 13:40:04.347661+00');
INSERT INTO es.events VALUES (12, 'editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 2, DEFAULT, '85247864-8a51-505d-898b-79fed6c824ac', 'InputsUploaded', 1, '{"inputs": [{"role": "source", "sha256": "415c8caf523928a13afe653740303c55eb8e4ac7874b58ef3eba610b2ab38913", "remoteName": "persona-studio/415c8caf523928a13afe653740303c55eb8e4ac7874b58ef3eba610b2ab38913.png"}], "attempt": 1, "backendId": "preview"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/1/uploaded/preview", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:05.267596+00');
INSERT INTO es.events VALUES (17, 'editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 6, DEFAULT, '4998ca5c-a790-5e4a-9090-637147c7b94f', 'OutputPersisted', 1, '{"mime": "image/png", "bytes": 502436, "index": 0, "width": 1024, "height": 1024, "sha256": "b44fe227cec27e535a2142336c277ba787274f1d3947ec58af885b3484accf5d", "assetId": "e73df916-b3ee-59fe-9260-640a6b7511bd"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/1/output/0/persisted", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:08.899429+00');
INSERT INTO es.events VALUES (10, 'editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 0, DEFAULT, '0a7c26ee-2450-5f08-b5e0-086a67e8f027', 'InpaintRequested', 1, '{"jobId": "a276317d-1894-4bc9-b6e5-ce536380820e", "params": {"cfg": 1, "area": "whole", "seed": 4431236376177044, "steps": 20, "width": 1024, "growPx": 0, "height": 1024, "denoise": 1, "sampler": "euler", "guidance": 30, "strength": 1, "featherPx": 8, "scheduler": "normal", "workflowId": "flux-fill-inpaint", "workflowVersion": 1, "negativePromptUsed": false}, "batchId": "55e40d9f-09b0-5474-bdf5-212dce11ce44", "ownerId": "60882012-dda9-4c4b-90bb-9ce61db1830b", "editPrompt": "sealed:1:VUST2FwWv8YWc0pzWCB5H-fI2o9TL89UP4aGOkIXH_0Y5CQlB5g5oA", "characterId": "a59b98ab-cae8-4595-ae51-982784d114a3", "outputCount": 1, "requestedAt": "2026-11-23T13:40:04.769Z", "sourceWidth": 1024, "sourceHeight": 1024, "sourceSha256": "0f3c4b56db69ef8f4de81a4d9a73176ca0276b53c5766f5c8231fd1349e5de77", "sourceAssetId": "53e2f2a2-08ea-5d14-85e1-615118254902", "negativePrompt": "sealed:1:Qdn9Xn9i9cbGP7ur27Pg2o8DLFMAHKz0FrNoKfvtZ8BzHiXJwdwLRzSqoWT-idEPskl_tnTDXEXUSKt65sL60LVFvczDTIHSniuYUydMACTJ3rviCXn9doiMcNtZo_B55jBcllxkxneac4etY1Z4KT8THc3Av0hsF9c6ct8SwexgKIbjKQ_CYM8GLCAkj_OaJrU1yBWqw2Z252xbV8V-fiJbRajWOo33lt1aLu4tJ8CyaZoxC6YTYFTJyEDmtJi-bwuMGNqBBranp5fCuCdfKn4E2rt_"}', '{"actor": {"id": "60882012-dda9-4c4b-90bb-9ce61db1830b", "kind": "user"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/start/", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:04.779992+00');
INSERT INTO es.events VALUES (11, 'editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 1, DEFAULT, '17d431c9-cadb-5856-9d5a-71de29d25d93', 'MaskStored', 1, '{"bbox": {"x": 200, "y": 200, "width": 200, "height": 200}, "bytes": 1511, "jobId": "a276317d-1894-4bc9-b6e5-ce536380820e", "width": 1024, "height": 1024, "maskSha256": "4b36c3a7d94cfa82cebe3baf9e97c43ced61db89a182a6810e3d264dbbe67da7", "totalPixels": 1048576, "coveredPixels": 40000}', '{"actor": {"id": "60882012-dda9-4c4b-90bb-9ce61db1830b", "kind": "user"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/start/", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:04.780429+00');
INSERT INTO es.events VALUES (13, 'editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 3, DEFAULT, '409d3874-a25a-5449-ad4f-983062a3c606', 'SubmissionStarted', 1, '{"engine": "preview", "attempt": 1, "backendId": "preview", "engineJobId": "a276317d-1894-4bc9-b6e5-ce536380820e", "workflowSha256": "f56455ebcae5a0023136013362e66e2aed24aae960ee917fc7cd16d03b60a470"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/1/submission/94d52ed6-fd5e-5f81-bd75-4b68fd95f38a/1", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:05.344198+00');
INSERT INTO es.events VALUES (14, 'editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 4, DEFAULT, '0b65c364-78ec-56f6-954d-ff3ac032573f', 'WorkflowQueued', 1, '{"attempt": 1, "engineJobId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/1/queued", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:05.479532+00');
INSERT INTO es.events VALUES (15, 'editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 5, DEFAULT, '89c8f033-a5aa-5f5f-b2c5-0977b7b644d6', 'OutputReceived', 1, '{"attempt": 1, "outputs": [{"ref": "output/persona-studio/a276317d-1894-4bc9-b6e5-ce536380820e_00001_.png", "index": 0}], "timings": {"startedAt": 1795441205459, "finishedAt": 1795441207462, "cachedNodes": 1}, "warnings": [], "engineJobId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/1/received", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:07.525702+00');
INSERT INTO es.events VALUES (16, 'imageAsset-e73df916-b3ee-59fe-9260-640a6b7511bd', 0, DEFAULT, '24ded341-34de-5728-ba82-9641b0c852c7', 'ImageAssetCreated', 1, '{"mime": "image/png", "bytes": 502436, "jobId": "a276317d-1894-4bc9-b6e5-ce536380820e", "width": 1024, "engine": "preview", "height": 1024, "origin": "edited", "params": {"cfg": 1, "area": "whole", "seed": 4431236376177044, "steps": 20, "width": 1024, "growPx": 0, "height": 1024, "denoise": 1, "sampler": "euler", "guidance": 30, "strength": 1, "featherPx": 8, "scheduler": "normal", "workflowId": "flux-fill-inpaint", "workflowVersion": 1, "negativePromptUsed": false}, "prompt": "sealed:1:PhyJ9hu03eb1bfKWc2BJw86mt8xU3PnWacocLjQ_TIChU3qtZ-bIBpimGiDLi7BKzrDci0X790_BRR9vEh1cqmODr4AXOauyrIvPI4tLUOvvYUKXOrCB6Bw1hljKHR8JOUd9yE1U88xTPvTp-vAlBNRe_HuNh4oAoJYjYjVXSalnwFBqateUmwy5XFbxkVhJDR66bDKrSqas0l6zt0Mkf0JTqS83VZoR19Hj8bNkYPPqbvgYcA_L20WYKkYLsvYoeKbTH9Rg1CK2ISlX_rvrq_bIHjO4GAPwH8Z8dLHPjq1wlk0SZCsSNLNMRdXoDZCLvQkMQ5tV9Rj6zgYk8H11YLgdtwUuRgF7aGCsKybSBgrofmHT7GNSkN-VK7COuzcQVUuVbQKnFg0dte3vFwEtWLARCWMpaJoKfh7oIaMqrEYwBt3l8arJjNkic7RQMQL9", "sha256": "b44fe227cec27e535a2142336c277ba787274f1d3947ec58af885b3484accf5d", "studio": {"nsfw": false, "scene": "beach_day", "outfit": "summer dress", "aspectRatio": "1:1", "environment": "beach", "qualityMode": "draft"}, "assetId": "e73df916-b3ee-59fe-9260-640a6b7511bd", "ownerId": "60882012-dda9-4c4b-90bb-9ce61db1830b", "ancestors": ["53e2f2a2-08ea-5d14-85e1-615118254902"], "createdAt": "2026-11-23T13:40:08.819Z", "editPrompt": "sealed:1:NJOLgQhDTnrf2FmBlMcerW4auexFrUWZ_Iaxv3bQpBGFnn97wzHKNg", "maskSha256": "4b36c3a7d94cfa82cebe3baf9e97c43ced61db89a182a6810e3d264dbbe67da7", "userPrompt": "sealed:1:l6oITLLqhRHdZ0L7CIF2SoP-AgY-GGUcqzVNG-YkuBbJfamaHA6uEPA2oXy8", "characterId": "a59b98ab-cae8-4595-ae51-982784d114a3", "outputIndex": 0, "rootAssetId": "53e2f2a2-08ea-5d14-85e1-615118254902", "totalPixels": 1048576, "coveredPixels": 40000, "parentAssetId": "53e2f2a2-08ea-5d14-85e1-615118254902", "negativePrompt": "sealed:1:6HjP_6ryJQQZE24NjnsLEbD1fjx-m9XiRlRtMem4Xi_OUIudhS5ewRz5C6ZRTXhYS9-aitT60QTO6kCyljfNoz_JMJFMQx7VTwvovMvRqDNr2K-iyiei0ATjoQVTx0fLQC3ShMvQTAJwjIvgiT8gRF1NjqNhhC4YmlbC0eXadd3XwTdtEn99_jUdoe5gG3V2BUTJscJkmMPGIhjMyhJvQQulr2o1XKvxB_g1Itm4jCdUcDbIquufqQlbBNrypsfC_zh2LpPJDqoRvRXiJUyw77VSxE8G"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/output/0", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:08.838251+00');
INSERT INTO es.events VALUES (20, 'generationJob-72f1d81c-ed1d-466b-a216-fc665cd09b3e', 1, DEFAULT, 'bdf617e1-e844-55dc-90fc-0e105e10fbc8', 'CancellationRequested', 1, '{}', '{"actor": {"id": "60882012-dda9-4c4b-90bb-9ce61db1830b", "kind": "user"}, "causationId": "d3238845-4e45-4413-bc3c-382f5b39b095", "correlationId": "72f1d81c-ed1d-466b-a216-fc665cd09b3e"}', '2026-11-23 13:40:09.427801+00');
INSERT INTO es.events VALUES (21, 'generationJob-72f1d81c-ed1d-466b-a216-fc665cd09b3e', 2, DEFAULT, '9f8ac7c9-e027-5d7c-b9a3-10d4836ca4df', 'JobCancelled', 1, '{"phase": "waiting"}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "72f1d81c-ed1d-466b-a216-fc665cd09b3e/cancelled", "correlationId": "72f1d81c-ed1d-466b-a216-fc665cd09b3e"}', '2026-11-23 13:40:09.526839+00');
INSERT INTO es.events VALUES (18, 'editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 7, DEFAULT, '0af38ae2-8ad0-53e4-aba8-e9dcf391e5f2', 'JobCompleted', 1, '{"attempts": 1, "outputCount": 1}', '{"actor": {"id": "job-worker", "kind": "system"}, "causationId": "a276317d-1894-4bc9-b6e5-ce536380820e/1/completed", "correlationId": "a276317d-1894-4bc9-b6e5-ce536380820e"}', '2026-11-23 13:40:08.936579+00');
INSERT INTO es.events VALUES (19, 'generationJob-72f1d81c-ed1d-466b-a216-fc665cd09b3e', 0, DEFAULT, '5c7a094d-946a-5d00-a5a7-62d194254663', 'GenerationRequested', 1, '{"jobId": "72f1d81c-ed1d-466b-a216-fc665cd09b3e", "params": {"cfg": 1, "seed": 8, "steps": 9, "width": 1024, "height": 1024, "denoise": 1, "sampler": "res_multistep", "guidance": 0, "scheduler": "simple", "workflowId": "z-image-turbo", "workflowVersion": 1, "negativePromptUsed": false}, "prompt": "sealed:1:t4Qq4EioZxLuEC1BIbx5-esThfEFQsh1sta2hlqfrbhe0m8v7uGjiQN63dF8vJPcYRxJlf0jt2cLMzpxp6mUhv3kFNDEq42MUfqdiQm0pV30Rga7v-WW1hfjAnk4ItrtY-KfK_D_DpG1bLKhMbAhISqHK-Xow7T5k4iMqrHXoCEEpAagh7X63BxLoZc0eghy4EK06nxs7WKWXravKh1TYKxAvkHlmyTtF-cZknXopnOc61_wUpVGbFP__8yoUOrXweBnCgxOThPIgkoME16UHDZwSPaZWxCidwcCuykA9PfVzVxllcJ11oRQLpgf7KuBXS4pnlRvlFBcgAKzg5efKDCMe9sAXEX3x-Ue9gLTeHDWPNugSZKm2mKmgA_fNY4gaDaPGGVdgPrXVV0d_Gyp1OmpEP7IAV9ybwm_598", "studio": {"nsfw": false, "scene": "beach_day", "outfit": "summer dress", "aspectRatio": "1:1", "environment": "beach", "qualityMode": "draft"}, "batchId": "7d37e280-86b1-575d-86df-83b6a11f4fab", "ownerId": "60882012-dda9-4c4b-90bb-9ce61db1830b", "userPrompt": "sealed:1:QqnkBVojhj_XxMtkKoODwIgkbvNGqlvFIReOSA", "characterId": "a59b98ab-cae8-4595-ae51-982784d114a3", "outputCount": 1, "requestedAt": "2026-11-23T13:40:09.274Z", "negativePrompt": "sealed:1:1VVXllKjSUrDiOAmoZwHR3Rj-wBHk0KXMrZRJJgnCaQDSOmxkMbnsh-3iz9ejuxeJh6peRATDDzZ4LJX3BVo1QN7Kq4LSoJBu6F4pzpYK_njyoJyOZsgHh3hZ47VYtkDa7tPiUOOcFyxDOxLQ_4J3RSY4pcETEfdJF4rwCfqCPDgSoaA60vWT3wt9Chh9pCxHEWvv6YopGBfU5CkUkeSdfFk6ic5V2bXsqgpRa6uCRUZGmtkDUn1SydIZDrmLG3o9Q0kHFar6vMcMdnKVGfVSWRLvy3F"}', '{"actor": {"id": "60882012-dda9-4c4b-90bb-9ce61db1830b", "kind": "user"}, "causationId": "72f1d81c-ed1d-466b-a216-fc665cd09b3e/start/", "correlationId": "72f1d81c-ed1d-466b-a216-fc665cd09b3e"}', '2026-11-23 13:40:09.277048+00');
INSERT INTO es.streams VALUES ('character-a59b98ab-cae8-4595-ae51-982784d114a3', 0, false);
INSERT INTO es.streams VALUES ('imageAsset-53e2f2a2-08ea-5d14-85e1-615118254902', 0, false);
INSERT INTO es.streams VALUES ('generationJob-f8826022-41ae-4b38-bde5-869b68d99b37', 6, false);
INSERT INTO es.streams VALUES ('imageAsset-e73df916-b3ee-59fe-9260-640a6b7511bd', 0, false);
INSERT INTO es.streams VALUES ('editJob-a276317d-1894-4bc9-b6e5-ce536380820e', 7, false);
INSERT INTO es.streams VALUES ('generationJob-72f1d81c-ed1d-466b-a216-fc665cd09b3e', 2, false);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('dceed055-c9d9-5ecd-b568-82c85dd0fd51', 'give-up', 'f8826022-41ae-4b38-bde5-869b68d99b37', 'generation', '60882012-dda9-4c4b-90bb-9ce61db1830b', '2026-11-24 13:39:57.289+00', 'ready', NULL, NULL, 0, 0, 2, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('032493fe-f9b4-56a0-89f0-7ec9deb1ded9', 'run', 'f8826022-41ae-4b38-bde5-869b68d99b37', 'generation', '60882012-dda9-4c4b-90bb-9ce61db1830b', '2026-11-23 13:39:57.413526+00', 'done', 'worker/2826/2', NULL, 1, 0, 1, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('cf4e8736-69c3-59d4-b8aa-3805f60e7dee', 'give-up', 'a276317d-1894-4bc9-b6e5-ce536380820e', 'edit', '60882012-dda9-4c4b-90bb-9ce61db1830b', '2026-11-24 13:40:04.769+00', 'ready', NULL, NULL, 0, 0, 4, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('94d52ed6-fd5e-5f81-bd75-4b68fd95f38a', 'run', 'a276317d-1894-4bc9-b6e5-ce536380820e', 'edit', '60882012-dda9-4c4b-90bb-9ce61db1830b', '2026-11-23 13:40:04.863013+00', 'done', 'worker/2826/0', NULL, 1, 0, 3, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('e71aaf3f-3743-535a-8046-e54fdf6faefe', 'give-up', '72f1d81c-ed1d-466b-a216-fc665cd09b3e', 'generation', '60882012-dda9-4c4b-90bb-9ce61db1830b', '2026-11-24 13:40:09.274+00', 'ready', NULL, NULL, 0, 0, 6, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('c4916fa1-ae02-5027-a9eb-beb39512f59b', 'cancel', '72f1d81c-ed1d-466b-a216-fc665cd09b3e', 'generation', '60882012-dda9-4c4b-90bb-9ce61db1830b', '2026-11-23 13:40:09.456269+00', 'done', 'worker/2826/2', NULL, 1, 0, 7, NULL);
INSERT INTO es.tasks OVERRIDING SYSTEM VALUE VALUES ('e2a1d612-5327-5958-bcad-bc17be66ec47', 'run', '72f1d81c-ed1d-466b-a216-fc665cd09b3e', 'generation', '60882012-dda9-4c4b-90bb-9ce61db1830b', '2026-11-23 13:40:09.368778+00', 'done', 'worker/2826/0', NULL, 1, 0, 5, NULL);
INSERT INTO es.turns VALUES ('60882012-dda9-4c4b-90bb-9ce61db1830b', 4);
INSERT INTO fleet.places VALUES ('59bfb892-fa2d-4d19-babd-214cd15974b9', '60882012-dda9-4c4b-90bb-9ce61db1830b', 1, 19, '2026-11-23 13:41:09.243773+00');
INSERT INTO public.schema_migrations VALUES (1, '0001-event-store.sql', 1, '2026-11-23 13:39:51.513+00');
INSERT INTO public.schema_migrations VALUES (2, '0002-accounts.sql', 1, '2026-11-23 13:39:51.621+00');
INSERT INTO public.schema_migrations VALUES (3, '0003-views.sql', 1, '2026-11-23 13:39:51.666+00');
INSERT INTO public.schema_migrations VALUES (4, '0004-blob-references.sql', 1, '2026-11-23 13:39:51.687+00');
INSERT INTO public.schema_migrations VALUES (5, '0005-view-rebuilds.sql', 1, '2026-11-23 13:39:51.708+00');
INSERT INTO public.schema_migrations VALUES (6, '0006-audit.sql', 1, '2026-11-23 13:39:51.727+00');
INSERT INTO public.schema_migrations VALUES (7, '0007-turns.sql', 1, '2026-11-23 13:39:51.732+00');
INSERT INTO public.schema_migrations VALUES (8, '0008-fleet.sql', 1, '2026-11-23 13:39:51.816+00');
INSERT INTO public.schema_migrations VALUES (9, '0009-task-traces.sql', 1, '2026-11-23 13:39:51.817+00');
INSERT INTO public.schema_migrations VALUES (10, '0010-destroyed-keys.sql', 1, '2026-11-23 13:39:51.828+00');
INSERT INTO public.schema_migrations_lock VALUES (1, 0);
INSERT INTO public.users VALUES ('60882012-dda9-4c4b-90bb-9ce61db1830b', 'ada', '$argon2id$v=19$m=19456,t=2,p=1$1lv4Q1D7cdftwNaMUe8Z+w$MweVA4wUeb3hBC/tsybDUrfVqW7gTYavH5vU2vTXfTE', 'admin', '{"theme": "system", "showNsfw": false}', '2026-11-23 13:39:55.142+00');
INSERT INTO rm.activity_v1_1 VALUES ('f8826022-41ae-4b38-bde5-869b68d99b37', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 'generation', '2026-11-23 13:39:57.289+00', 'z-image-turbo', 'preview', 'beach_day', 'beach', '1:1', 'draft', 'completed', NULL, 1, NULL, 1, 364, 3909, 7058, 9);
INSERT INTO rm.activity_v1_1 VALUES ('a276317d-1894-4bc9-b6e5-ce536380820e', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 'edit', '2026-11-23 13:40:04.769+00', 'flux-fill-inpaint', 'preview', NULL, NULL, NULL, NULL, 'completed', NULL, 1, NULL, 1, 575, 2003, 4167, 18);
INSERT INTO rm.activity_v1_1 VALUES ('72f1d81c-ed1d-466b-a216-fc665cd09b3e', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 'generation', '2026-11-23 13:40:09.274+00', 'z-image-turbo', NULL, 'beach_day', 'beach', '1:1', 'draft', 'cancelled', NULL, 0, NULL, 0, NULL, NULL, 252, 21);
INSERT INTO rm.characters_v2_1_1 VALUES ('a59b98ab-cae8-4595-ae51-982784d114a3', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'Nova Lind', 'nova_demo', 'female', 'realistic', 27, 'caucasian', 'light', 'green', 'oval', 'long wavy', 'auburn', 'athletic', true, false, false, false, 'denim jacket', '', false, NULL, false, false, '2026-11-23 13:39:55.677+00', 1);
INSERT INTO rm.image_counts_v2_1_1 VALUES ('60882012-dda9-4c4b-90bb-9ce61db1830b/a59b98ab-cae8-4595-ae51-982784d114a3/beach_day/beach/1:1/generated/false', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 'beach_day', 'beach', '1:1', 'generated', false, 1);
INSERT INTO rm.image_counts_v2_1_1 VALUES ('60882012-dda9-4c4b-90bb-9ce61db1830b/a59b98ab-cae8-4595-ae51-982784d114a3/beach_day/beach/1:1/edited/false', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 'beach_day', 'beach', '1:1', 'edited', false, 1);
INSERT INTO rm.images_v2_1_1 VALUES ('e73df916-b3ee-59fe-9260-640a6b7511bd', 'a59b98ab-cae8-4595-ae51-982784d114a3', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'image/b4/b44fe227cec27e535a2142336c277ba787274f1d3947ec58af885b3484accf5d.png', '/api/v1/images/e73df916-b3ee-59fe-9260-640a6b7511bd/file', 'thumbnail-512/b4/b44fe227cec27e535a2142336c277ba787274f1d3947ec58af885b3484accf5d.webp', '/api/v1/images/e73df916-b3ee-59fe-9260-640a6b7511bd/thumbnail', 'photograph, a 27-year-old Caucasian woman, long wavy auburn hair, green eyes, light skin, oval face, freckles, athletic build, wearing summer dress, on a sandy beach with the sea behind, day at the beach, carefree and sunny, bright sea light, holding a parasol, sharp focus, natural skin texture, high detail', 'holding a parasol', 'deformed, extra limbs, extra fingers, bad hands, bad anatomy, disfigured face, blurry, low quality, jpeg artifacts, watermark, text, nudity, nude, naked, nsfw, exposed breasts, genitals', 4431236376177044, 'completed', 1024, 1024, NULL, '53e2f2a2-08ea-5d14-85e1-615118254902', 'inpaint', 'mask/4b/4b36c3a7d94cfa82cebe3baf9e97c43ced61db89a182a6810e3d264dbbe67da7.png', 'add a banana', 'beach_day', 'beach', 'summer dress', '1:1', 'draft', false, 3.8, '2026-11-23 13:40:08.819+00', 'edited', 'preview', 'flux-fill-inpaint', '{"cfg": 1, "area": "whole", "seed": 4431236376177044, "steps": 20, "width": 1024, "growPx": 0, "height": 1024, "denoise": 1, "sampler": "euler", "guidance": 30, "strength": 1, "featherPx": 8, "scheduler": "normal", "workflowId": "flux-fill-inpaint", "workflowVersion": 1, "negativePromptUsed": false}', 'a276317d-1894-4bc9-b6e5-ce536380820e', 0, '53e2f2a2-08ea-5d14-85e1-615118254902', '{53e2f2a2-08ea-5d14-85e1-615118254902}', 1, 'b44fe227cec27e535a2142336c277ba787274f1d3947ec58af885b3484accf5d', 502436, '4b36c3a7d94cfa82cebe3baf9e97c43ced61db89a182a6810e3d264dbbe67da7', 40000, 1048576, false, 0, NULL, false, 16, DEFAULT);
INSERT INTO rm.images_v2_1_1 VALUES ('53e2f2a2-08ea-5d14-85e1-615118254902', 'a59b98ab-cae8-4595-ae51-982784d114a3', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'image/0f/0f3c4b56db69ef8f4de81a4d9a73176ca0276b53c5766f5c8231fd1349e5de77.png', '/api/v1/images/53e2f2a2-08ea-5d14-85e1-615118254902/file', 'thumbnail-512/0f/0f3c4b56db69ef8f4de81a4d9a73176ca0276b53c5766f5c8231fd1349e5de77.webp', '/api/v1/images/53e2f2a2-08ea-5d14-85e1-615118254902/thumbnail', 'photograph, a 27-year-old Caucasian woman, long wavy auburn hair, green eyes, light skin, oval face, freckles, athletic build, wearing summer dress, on a sandy beach with the sea behind, day at the beach, carefree and sunny, bright sea light, holding a parasol, sharp focus, natural skin texture, high detail', 'holding a parasol', 'deformed, extra limbs, extra fingers, bad hands, bad anatomy, disfigured face, blurry, low quality, jpeg artifacts, watermark, text, nudity, nude, naked, nsfw, exposed breasts, genitals', 7, 'completed', 1024, 1024, NULL, NULL, NULL, NULL, NULL, 'beach_day', 'beach', 'summer dress', '1:1', 'draft', false, NULL, '2026-11-23 13:40:04.187+00', 'generated', 'preview', 'z-image-turbo', '{"cfg": 1, "seed": 7, "steps": 9, "width": 1024, "height": 1024, "denoise": 1, "sampler": "res_multistep", "guidance": 0, "scheduler": "simple", "workflowId": "z-image-turbo", "workflowVersion": 1, "negativePromptUsed": false}', 'f8826022-41ae-4b38-bde5-869b68d99b37', 0, '53e2f2a2-08ea-5d14-85e1-615118254902', '{}', 0, '0f3c4b56db69ef8f4de81a4d9a73176ca0276b53c5766f5c8231fd1349e5de77', 461680, NULL, NULL, NULL, false, 1, NULL, false, 16, DEFAULT);
INSERT INTO rm.job_status_v2_1_1 VALUES ('f8826022-41ae-4b38-bde5-869b68d99b37', '3ee957e3-368a-5744-b9d8-176c078effac', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 'generation', 'completed', 1, 'preview', 'preview', 'z-image-turbo', NULL, '{}', false, false, NULL, NULL, false, 'holding a parasol', 1024, 1024, '{53e2f2a2-08ea-5d14-85e1-615118254902}', '2026-11-23 13:39:57.289+00', '2026-11-23 13:39:57.653+00', '2026-11-23 13:40:04.347+00', '2026-11-23 13:40:04.347+00', 9);
INSERT INTO rm.job_status_v2_1_1 VALUES ('a276317d-1894-4bc9-b6e5-ce536380820e', '55e40d9f-09b0-5474-bdf5-212dce11ce44', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 'edit', 'completed', 1, 'preview', 'preview', 'flux-fill-inpaint', NULL, '{}', false, false, '53e2f2a2-08ea-5d14-85e1-615118254902', NULL, false, 'add a banana', 1024, 1024, '{e73df916-b3ee-59fe-9260-640a6b7511bd}', '2026-11-23 13:40:04.769+00', '2026-11-23 13:40:05.344+00', '2026-11-23 13:40:08.936+00', '2026-11-23 13:40:08.936+00', 18);
INSERT INTO rm.job_status_v2_1_1 VALUES ('72f1d81c-ed1d-466b-a216-fc665cd09b3e', '7d37e280-86b1-575d-86df-83b6a11f4fab', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 'generation', 'cancelled', 0, NULL, NULL, 'z-image-turbo', NULL, '{}', false, false, NULL, NULL, false, '', 1024, 1024, '{}', '2026-11-23 13:40:09.274+00', NULL, '2026-11-23 13:40:09.526+00', '2026-11-23 13:40:09.526+00', 21);
INSERT INTO rm.mask_coverage_v1_1 VALUES ('2026-11-23/60882012-dda9-4c4b-90bb-9ce61db1830b/a59b98ab-cae8-4595-ae51-982784d114a3', '2026-11-23', '60882012-dda9-4c4b-90bb-9ce61db1830b', 'a59b98ab-cae8-4595-ae51-982784d114a3', 1, 40000, 1048576, '{1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}', '{"38": 1}', 16);
INSERT INTO rm.versions VALUES ('insights@1.1', 'insights', 21, true, NULL, '2026-11-23 13:39:52.522356+00', 'insights@1.1', 1, '{rm.mask_coverage_v1_1,rm.activity_v1_1}');
INSERT INTO rm.versions VALUES ('views@2.1.1', 'views', 21, true, NULL, '2026-11-23 13:39:52.158035+00', 'views@2.1.1', 1, '{rm.images_v2_1_1,rm.image_counts_v2_1_1,rm.job_status_v2_1_1,rm.characters_v2_1_1}');
SELECT pg_catalog.setval('es.position_seq', 21, true);
SELECT pg_catalog.setval('es.tasks_enqueued_seq', 7, true);
SELECT pg_catalog.setval('es.turn_seq', 4, true);
SELECT pg_catalog.setval('public.schema_migrations_id_seq', 10, true);
SELECT pg_catalog.setval('public.schema_migrations_lock_index_seq', 1, true);
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
ALTER TABLE ONLY rm.characters_v2_1_1
    ADD CONSTRAINT characters_v2_1_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.image_counts_v2_1_1
    ADD CONSTRAINT image_counts_v2_1_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.images_v2_1_1
    ADD CONSTRAINT images_v2_1_1_pkey PRIMARY KEY (id);
ALTER TABLE ONLY rm.job_status_v2_1_1
    ADD CONSTRAINT job_status_v2_1_1_pkey PRIMARY KEY (id);
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
CREATE INDEX characters_v2_1_1_handle ON rm.characters_v2_1_1 USING btree (user_id, lower(handle)) WHERE (NOT erased);
CREATE INDEX characters_v2_1_1_owner ON rm.characters_v2_1_1 USING btree (user_id, archived, created_at DESC, id DESC) WHERE (NOT erased);
CREATE INDEX image_counts_v2_1_1_owner ON rm.image_counts_v2_1_1 USING btree (user_id);
CREATE INDEX images_v2_1_1_aspect_ratio ON rm.images_v2_1_1 USING btree (user_id, aspect_ratio, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v2_1_1_changes ON rm.images_v2_1_1 USING btree (user_id, "position");
CREATE INDEX images_v2_1_1_character ON rm.images_v2_1_1 USING btree (user_id, character_id, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v2_1_1_environment ON rm.images_v2_1_1 USING btree (user_id, environment, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v2_1_1_favourites ON rm.images_v2_1_1 USING btree (user_id, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased) AND favourite);
CREATE INDEX images_v2_1_1_job ON rm.images_v2_1_1 USING btree (job_id, output_index) WHERE (job_id IS NOT NULL);
CREATE INDEX images_v2_1_1_origin ON rm.images_v2_1_1 USING btree (user_id, origin, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v2_1_1_outfit ON rm.images_v2_1_1 USING btree (user_id, outfit, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v2_1_1_owner ON rm.images_v2_1_1 USING btree (user_id, created_at DESC, id DESC) INCLUDE (width, height) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v2_1_1_quality_mode ON rm.images_v2_1_1 USING btree (user_id, quality_mode, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v2_1_1_root ON rm.images_v2_1_1 USING btree (root_image_id);
CREATE INDEX images_v2_1_1_scene ON rm.images_v2_1_1 USING btree (user_id, scene, created_at DESC, id DESC) WHERE ((deleted_at IS NULL) AND (NOT erased));
CREATE INDEX images_v2_1_1_search ON rm.images_v2_1_1 USING gin (search);
CREATE INDEX images_v2_1_1_source ON rm.images_v2_1_1 USING btree (source_image_id) WHERE (source_image_id IS NOT NULL);
CREATE INDEX images_v2_1_1_trash ON rm.images_v2_1_1 USING btree (user_id, created_at DESC, id DESC) WHERE ((deleted_at IS NOT NULL) AND (NOT erased));
CREATE INDEX job_status_v2_1_1_active ON rm.job_status_v2_1_1 USING btree (user_id, requested_at DESC, id DESC) WHERE (state = ANY (ARRAY['queued'::text, 'dispatching'::text, 'running'::text, 'cancelling'::text]));
CREATE INDEX job_status_v2_1_1_changes ON rm.job_status_v2_1_1 USING btree (user_id, "position");
CREATE INDEX job_status_v2_1_1_character ON rm.job_status_v2_1_1 USING btree (user_id, character_id, requested_at DESC, id DESC);
CREATE INDEX job_status_v2_1_1_durations ON rm.job_status_v2_1_1 USING btree (user_id, kind, finished_at DESC) WHERE (state = 'completed'::text);
CREATE INDEX job_status_v2_1_1_line ON rm.job_status_v2_1_1 USING btree (requested_at, id) WHERE (state = ANY (ARRAY['queued'::text, 'dispatching'::text]));
CREATE INDEX job_status_v2_1_1_owner ON rm.job_status_v2_1_1 USING btree (user_id, requested_at DESC, id DESC);
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
ALTER TABLE ONLY rm.images_v2_1_1
    ADD CONSTRAINT images_v2_1_1_source_image_id_fkey FOREIGN KEY (source_image_id) REFERENCES rm.images_v2_1_1(id);
ALTER TABLE ONLY rm.parked
    ADD CONSTRAINT parked_subscription_fkey FOREIGN KEY (subscription) REFERENCES rm.versions(subscription) ON DELETE CASCADE;
