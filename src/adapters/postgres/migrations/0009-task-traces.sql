-- Where, in a trace, the work was asked for: a worker goes on there. Told to people who operate the program, and to nobody else.
alter table es.tasks add column traceparent text collate "C";
