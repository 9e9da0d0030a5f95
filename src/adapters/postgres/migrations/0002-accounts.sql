-- People, what they sign in with, and what they have not finished. Not event-sourced: all of it must be forgettable.
create table users (
  id            uuid primary key,
  username      text not null,
  password_hash text not null,
  role          text not null check (role in ('member', 'admin')),
  preferences   jsonb not null default '{"showNsfw": false, "theme": "system"}',
  created_at    timestamptz(3) not null default now()
);
-- Letter case does not make another person.
create unique index users_username on users (lower(username));

create table sessions (
  id           uuid primary key,
  user_id      uuid not null references users (id) on delete cascade,
  secret_hash  text collate "C" not null unique,
  user_agent   text,
  created_at   timestamptz(3) not null default now(),
  last_seen_at timestamptz(3) not null default now()
);
create index sessions_user on sessions (user_id);

create table api_tokens (
  id           uuid primary key,
  user_id      uuid not null references users (id) on delete cascade,
  name         text not null,
  scopes       text[] not null,
  tail         text not null,
  secret_hash  text collate "C" not null unique,
  created_at   timestamptz(3) not null default now(),
  last_used_at timestamptz(3)
);
create index api_tokens_user on api_tokens (user_id);

create table drafts (
  user_id     uuid not null references users (id) on delete cascade,
  image_id    uuid not null,
  revision    int not null check (revision >= 1),
  saved_at    timestamptz(3) not null default now(),
  settings    jsonb not null check (jsonb_typeof(settings) = 'object'),
  mask_base64 text,
  primary key (user_id, image_id)
);
