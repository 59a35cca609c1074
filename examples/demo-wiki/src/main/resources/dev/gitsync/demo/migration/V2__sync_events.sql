-- What happened between the spaces and git, told by every wiki on this database and read by all of them.

create table sync_event (
    id bigint generated always as identity primary key,
    space text not null,
    happened timestamptz not null,
    kind text not null,
    who text not null,
    summary text not null,
    tip text,
    repeated int not null default 1,
    lines jsonb not null,
    more_lines int not null default 0
);

create index sync_event_by_space on sync_event (space, id desc);

-- How far a long pull is; a row only while it goes on.
create table sync_progress (
    space text primary key,
    done bigint not null,
    remaining bigint,
    said timestamptz not null
);
