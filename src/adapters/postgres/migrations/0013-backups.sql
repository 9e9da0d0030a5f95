-- When the installation was last written down, for those who watch over it: `npm run backup` notes it. Not part of a backup itself.
create table es.backups (
  taken_at timestamptz(3) primary key,
  position bigint not null                              -- of the log's last event in it
);
