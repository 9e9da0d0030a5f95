-- Who did what, newest first: only acts of people are asked for in this way, and they are the fewest of all events.
create index events_acts on es.events ((meta#>>'{actor,id}'), position) where meta#>>'{actor,kind}' = 'user';
