-- The demo's own tables, in the schema that Flyway made for them; gitsync's stand in the default schema.

create table account (
    name text primary key check (name ~ '^[a-z][a-z0-9_-]{0,63}$'),
    person_name text not null,
    email text not null,
    role text not null check (role in ('ADMIN', 'WRITER', 'READER')),
    password text not null
);

create table restricted_space (
    space text primary key
);
