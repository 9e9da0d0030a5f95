-- Whose turn it was last. Without it a single worker, who holds no claim when it asks for the next one, would serve the longest line to its end.
create sequence es.turn_seq;
create table es.turns (
  owner_id uuid primary key,
  turn     bigint not null                              -- of es.turn_seq, at the last claim of one of the owner's tasks
);

-- Claims the due task of the owner with the fewest claimed ones; of equal owners the one whose last turn is longest ago, if there was one;
-- among an owner's tasks the one due longest. A claim that ran out is due again, and counted.
-- Claims wait for each other, or two at once would both take from the owner who seemed to have none.
create or replace function es.claim_task(p_worker text, p_lease interval) returns setof es.tasks language plpgsql as $$
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
