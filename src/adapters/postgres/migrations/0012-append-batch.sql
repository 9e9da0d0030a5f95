-- Many appends in one transaction, as es.append_many, for a third less: arrays are read into rows once, and what nearly always holds (every
-- stream is where its append expects it, every id is new) is written without asking first. Where it does not hold, what was written is taken
-- back and es.append judges the appends one by one, in the order of the batch, under the same lock.
-- An append each: stream, expected revision (-1 for none), how many events. An event each, in the order of the appends: its stream, revision,
-- id, type, version, data, meta. One row comes back when everything was stored, with the place of the last event and no index; else one an append.
-- Bad data raises and nothing of the batch is kept: the caller repeats its parts.
create function es.append_batch(
  p_streams text[], p_expected bigint[], p_counts int[],
  p_of text[], p_revisions bigint[], p_ids uuid[], p_types text[], p_versions smallint[], p_data jsonb[], p_meta jsonb[])
returns table (index int, status text, current_revision bigint, last_position bigint)
language plpgsql
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
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
