-- The wiki as it was before gitsync.

CREATE TABLE users (
    username text PRIMARY KEY,
    password text NOT NULL,
    enabled  boolean NOT NULL
);

CREATE TABLE authorities (
    username  text NOT NULL REFERENCES users (username),
    authority text NOT NULL,
    PRIMARY KEY (username, authority)
);

CREATE TABLE book (
    id    text PRIMARY KEY,
    title text NOT NULL
);

CREATE SEQUENCE article_seq INCREMENT BY 50;

CREATE TABLE article (
    id           bigint PRIMARY KEY,
    version      integer NOT NULL,
    book_id      text NOT NULL REFERENCES book (id),
    parent_id    bigint REFERENCES article (id),
    title        text NOT NULL,
    body         text CHECK (octet_length(body) <= 1000000),
    deleted      boolean NOT NULL,
    edited_by    text NOT NULL,
    edited_at    timestamptz NOT NULL,
    edit_comment text NOT NULL
);

CREATE UNIQUE INDEX article_place ON article (book_id, coalesce(parent_id, 0), title) WHERE NOT deleted;

-- The tables of Envers.

CREATE SEQUENCE wiki_revision_seq INCREMENT BY 50;

CREATE TABLE wiki_revision (
    id        bigint PRIMARY KEY,
    timestamp bigint NOT NULL,
    user_name text
);

CREATE TABLE article_aud (
    id           bigint NOT NULL,
    rev          bigint NOT NULL REFERENCES wiki_revision (id),
    revtype      smallint NOT NULL,
    book_id      text,
    parent_id    bigint,
    title        text,
    body         text,
    deleted      boolean,
    edited_by    text,
    edited_at    timestamptz,
    edit_comment text,
    PRIMARY KEY (id, rev)
);
