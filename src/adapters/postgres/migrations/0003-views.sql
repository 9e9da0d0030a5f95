-- Read models. Their tables carry the version in their name and are made by the program that has this version; readers use the views
-- `images`, `job_status` and `characters` over the version that is shown.
create schema rm;

create table rm.versions (
  subscription text collate "C" primary key,      -- 'views@1.1.1': the group and the versions of its projections
  group_name   text collate "C" not null,
  position     bigint not null default 0 check (position >= 0),
  shown        boolean not null default false,
  -- Why the group stands still; null while it moves.
  error        text,
  opened_at    timestamptz not null default clock_timestamp()
);
create unique index versions_shown on rm.versions (group_name) where shown;
