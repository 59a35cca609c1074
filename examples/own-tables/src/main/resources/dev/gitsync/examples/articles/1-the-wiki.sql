-- The wiki as it was before gitsync: books of articles, each with its newest text and a number for optimistic locking.

CREATE TABLE book (
    id    text PRIMARY KEY,
    title text NOT NULL
);

CREATE SEQUENCE article_id;

CREATE TABLE article (
    id       bigint PRIMARY KEY DEFAULT nextval('article_id'),
    book     text NOT NULL REFERENCES book (id),
    above    bigint REFERENCES article (id) DEFERRABLE INITIALLY DEFERRED,
    title    text NOT NULL CHECK (length(title) BETWEEN 1 AND 2000),
    body     text,
    revision integer NOT NULL,
    trashed  boolean NOT NULL DEFAULT false,
    -- A rule of this wiki, which a push must not get around: a pinned article can't be thrown away.
    pinned   boolean NOT NULL DEFAULT false
);

CREATE INDEX article_of_book ON article (book, id);
CREATE INDEX article_below ON article (above);
