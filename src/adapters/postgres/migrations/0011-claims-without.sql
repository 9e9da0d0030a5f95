-- As es.claim_task(text, interval), leaving the tasks of some jobs to others: a worker that cannot read a job must not be given it again.
-- The function of two arguments stays for programs of the version before.
create function es.claim_task(p_worker text, p_lease interval, p_without uuid[]) returns setof es.tasks language plpgsql as $$
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
create or replace function es.claim_task(p_worker text, p_lease interval) returns setof es.tasks language sql as $$
  select * from es.claim_task(p_worker, p_lease, '{}')
$$;
