-- Asked by every process once a second while it uses keys: how many were destroyed.
create index data_keys_destroyed on es.data_keys (subject) where destroyed_at is not null;
