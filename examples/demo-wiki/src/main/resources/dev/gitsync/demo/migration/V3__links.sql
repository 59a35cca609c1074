-- The links in the texts of live pages, by the name that they end with, so that a page or file finds those who link to it.

create table page_link (
    space text not null,
    page text not null,
    name text not null,
    wiki boolean not null,
    target text not null
);

create index page_link_by_name on page_link (space, name);

create index page_link_by_page on page_link (page);

-- The spaces whose pages are all read. Other spaces are read at the next start.
create table linked_space (
    space text primary key
);

-- What was chosen when the wiki began: 'titles' is where titles come from.
create table wiki_choice (
    name text primary key,
    value text not null
);

-- A wiki that has pages keeps the titles that it has.
insert into wiki_choice select 'titles', 'names' where exists (select 1 from gitsync_pages);
